#!/usr/bin/env python3
"""xlsx.py FILE - a workbook as lines for the tests: `sheet <tab> cell <tab> kind <tab> value`.

Kinds: text, number, date (a number whose format is a date's), share (a per cent), formula, link. Lines of a sheet before
its cells: `frozen`, `filter`, `print`, `width`. Only the standard library: the file is read as the ZIP of XML it is, and
anything not well-formed ends the program with an error."""
import re
import sys
import zipfile
import xml.etree.ElementTree as tree

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
PACKAGE = '{http://schemas.openxmlformats.org/package/2006/relationships}'
DATE_FORMATS = {14, 15, 16, 17, 18, 19, 20, 21, 22}


def unescape(text):
    """What a spreadsheet shows: _x0041_ stands for the character of that number."""
    return re.sub(r'_x([0-9A-Fa-f]{4})_', lambda found: chr(int(found.group(1), 16)), text)


def said(text):
    return unescape(text).replace('\\', '\\\\').replace('\n', '\\n').replace('\t', '\\t').replace('\r', '\\r')


def cell_formats(archive):
    styles = tree.fromstring(archive.read('xl/styles.xml'))
    own = {int(form.get('numFmtId')): form.get('formatCode') for form in styles.iter(MAIN + 'numFmt')}
    kinds = []
    for style in styles.find(MAIN + 'cellXfs'):
        number = int(style.get('numFmtId'))
        kinds.append('date' if number in DATE_FORMATS else 'share' if '%' in own.get(number, '') else 'number')
    return kinds


def cell_text(cell, shared):
    if cell.get('t') == 's':
        return shared[int(cell.find(MAIN + 'v').text)]
    return ''.join(part.text or '' for part in cell.iter(MAIN + 't'))


def print_sheet(name, sheet, kinds, shared):
    for pane in sheet.iter(MAIN + 'pane'):
        print(name, '', pane.get('state'), pane.get('topLeftCell'), sep='\t')
    for kept in sheet.iter(MAIN + 'autoFilter'):
        print(name, '', 'filter', kept.get('ref'), sep='\t')
    for page in sheet.iter(MAIN + 'pageSetup'):
        print(name, '', 'print', page.get('orientation'), page.get('fitToHeight'), sep='\t')
    for column in sheet.iter(MAIN + 'col'):
        print(name, '', 'width', column.get('min'), round(float(column.get('width')), 1), sep='\t')
    for cell in sheet.iter(MAIN + 'c'):
        value = cell.find(MAIN + 'v')
        if cell.find(MAIN + 'f') is not None:
            print(name, cell.get('r'), 'formula', said(cell.find(MAIN + 'f').text or ''), sep='\t')
        elif cell.get('t') in ('s', 'inlineStr'):
            print(name, cell.get('r'), 'text', said(cell_text(cell, shared)), sep='\t')
        elif value is not None:
            print(name, cell.get('r'), kinds[int(cell.get('s', 0))], value.text, sep='\t')
    for link in sheet.iter(MAIN + 'hyperlink'):
        print(name, link.get('ref'), 'link', '', sep='\t')


def main():
    archive = zipfile.ZipFile(sys.argv[1])
    bad = archive.testzip()
    if bad:
        sys.exit(f'{bad}: damaged')
    for part in archive.namelist():
        tree.fromstring(archive.read(part))             # each is XML, and well-formed
    shared = []
    if 'xl/sharedStrings.xml' in archive.namelist():
        for item in tree.fromstring(archive.read('xl/sharedStrings.xml')):
            shared.append(''.join(part.text or '' for part in item.iter(MAIN + 't')))
    kinds = cell_formats(archive)
    targets = {}
    for relation in tree.fromstring(archive.read('xl/_rels/workbook.xml.rels')):
        targets[relation.get('Id')] = relation.get('Target')
    for sheet in tree.fromstring(archive.read('xl/workbook.xml')).iter(MAIN + 'sheet'):
        path = 'xl/' + targets[sheet.get(RELATION + 'id')]
        print_sheet(sheet.get('name'), tree.fromstring(archive.read(path)), kinds, shared)


main()
