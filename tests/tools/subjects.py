#!/usr/bin/env python3
"""subjects.py LINES AUDIT JOURNEY - the sheets of the further subjects against audit.json, nothing protected (--min-group 1).

LINES is what xlsx.py says of an audit.xlsx in English, made with --by and --user-hour; each figure is the one of audit.json, in
as many digits as the report says. Prints what differs; exit status 1 if anything does. Only the standard library."""
import json
import re
import sys
import xml.etree.ElementTree as tree

STEP, TITLE = '{urn:parcours:journey:1}step', '{urn:parcours:journey:1}title'
NONE = (None, '', '–')
wrong = []


def tables_of(lines):
    """Rows of each sheet as dictionaries, by the heads of their columns."""
    rows = {}
    for line in lines:
        sheet, cell, _, *value = line.rstrip('\n').split('\t')
        if cell:
            column, row = re.fullmatch(r'([A-Z]+)(\d+)', cell).groups()
            rows.setdefault(sheet, {}).setdefault(int(row), {})[column] = value[0]
    return {sheet: [{cells[1][c]: text for c, text in row.items() if c in cells[1]} for n, row in sorted(cells.items()) if n > 1]
            for sheet, cells in rows.items() if 1 in cells}


def near(what, cell, value, digits=1, scale=1):
    """`value` times `scale` as it is said: rounded to `digits`; a cell of a share is the hundredth of it."""
    said = None if value is None else float('%.*f' % (digits, value * scale))
    shown = None if cell in NONE else float(cell) * (100 if scale == 100 else 1)
    if (said is None) != (shown is None) or said is not None and abs(said - shown) > 1e-9:
        wrong.append(f'{what}: {cell} in the workbook, {value} in audit.json')


def figure(what, row, estimate, digits=1, scale=1, heads=('Value', 'Interval, from', 'Interval, to')):
    for head, value in zip(heads, [estimate['value'], *estimate['ci95']]):
        near(f'{what}, {head}', row.get(head), value, digits, scale)


def needs(tables, audit, titles):
    rows = iter(tables['Needs by step'])
    for step in audit['resolution']['steps']:
        if not step['cases']:
            continue
        contacts, first = next(rows), next(rows)
        if contacts['Step'] != titles[step['id']]:
            wrong.append(f"{contacts['Step']} stands where {step['id']} should")
        figure(step['id'], contacts, step['contacts_per_done'])
        figure(step['id'], first, step['first_contact_share'], 0, 100)
        near(step['id'], contacts['Users'], step['cases'], 0)
        for late in ('late_announced', 'late_limit'):
            if step[late]['n']:
                figure(f"{step['id']} {late}", next(rows), step[late], 0, 100)
    rows = iter(tables['Needs by institution'])
    for institution in audit['resolution']['institutions'] + [audit['resolution']]:
        if institution['cases']:
            figure('institution', next(rows), institution['contacts_per_done'])
            figure('institution', next(rows), institution['first_contact_share'], 0, 100)


def institutions(tables, audit):
    met, both, of = tables['Institutions at once'], tables['Followed by both'], audit['interlocutors']
    near('institutions met', met[0]['Value'], of['per_case']['mean'])
    near('institutions planned', met[0]['Planned'], of['planned'])
    figure('followed by several', met[1], of['overlap']['share_of_cases'], 0, 100)
    figure('time of it', met[3], of['overlap']['share_of_elapsed'], 0, 100)
    users = [int(row['Users followed by both at once']) for row in both]
    if users != [pair['users'] for pair in of['overlap']['pairs']][:len(users)] or len(users) < 4:
        wrong.append(f'pairs: {users}')
    rows = iter(tables['What institutions see'])
    for view in audit['institution_view']:
        if not view['users']:
            continue
        seen, lived = view['seen'], view['lived']
        whole = view['users'] == audit['resolution']['contacts_per_step_done_per_case']['n']
        figure(view['id'], next(rows), seen['contacts_per_user'])
        figure(view['id'], next(rows), seen['repeated_per_user'])
        next(rows)
        figure(view['id'], next(rows), seen['complete_first_share'], 0, 100)
        for key in ('contacts_per_user', 'redundant_per_user', 'institutions_per_user'):
            near(f"{view['id']} lived {key}", next(rows)['Value'], lived[key]['value'])
        days = lived['elapsed_days_median']
        near(view['id'], next(rows)['Value'], days, 0 if whole or days >= 10 else 1)


def costs(tables, audit):
    user, paid, rows = audit['burden']['user'], audit['burden']['institutions'], tables['Costs']
    for row, (estimate, digits) in zip(rows, ((user['hours_per_case'], 1), (user['unproductive_hours_per_case'], 1),
                                              (user['euros_per_case'], 2), (user['unproductive_euros_per_case'], 2),
                                              (paid['euros_per_case'], 2), (paid['redundant_euros_per_case'], 2))):
        figure(row['Figure'], row, estimate, digits)
    near('planned hours', rows[0]['Planned'], user['planned_hours'])
    near('planned euros', rows[4]['Planned'], paid['planned_euros'], 2)
    channels = [channel for channel in paid['by_channel'] if channel['contacts']]
    if len(channels) != len(tables['Costs by channel']):
        wrong.append('channels')
    for row, channel in zip(tables['Costs by channel'], channels):
        known = channel['cost_per_contact'] is not None
        near(row['Channel'], row['Cost of one contact (euros)'], channel['cost_per_contact'], 2)
        near(row['Channel'], row['Contacts'], channel['contacts'], 0)
        near(row['Channel'], row['Cost of all (euros)'], channel['euros'] if known else None, 2)


def plan(tables, audit, titles):
    rows = [row['How many'] for row in tables['Plan by itself']]
    for at, key in ((2, 'institutions'), (3, 'reference_contacts'), (4, 'handoffs'), (5, 'choices'), (6, 'optionals'), (7, 'repeats'),
                    (8, 'runs'), (9, 'documents'), (10, 'document_requests'), (11, 'longest_wait_days')):
        near(key, rows[at], audit['plan'][key], 0)
    near('steps with the user', rows[0], audit['plan']['steps_by_user'] + audit['plan']['steps_by_institution'], 0)
    access = {titles[step['id']]: step for step in audit['accessibility']['steps']}
    near('online only', rows[13], audit['accessibility']['online_only'], 0)
    if not tables['Who can do each step']:
        wrong.append('no step in the sheet of access')
    for row in tables['Who can do each step']:
        step = access[row['Step']]
        near(row['Step'], row['Documents'], step['documents'], 0)
        near(row['Step'], row['Travel (minutes)'], step['travel_minutes'], 0)
        if (row.get('Note') == 'web only') != step['web_only']:
            wrong.append(f"{row['Step']}: {row.get('Note')}")


def rules(tables, audit):
    for row, rule in zip(tables['Other rules'], audit['sensitivity'], strict=True):
        for key, name, head in (('redundant_share', 'Redundant', 'Redundant, of all contacts'),
                                ('unproductive_share', 'Unproductive', 'Unproductive, of all own time')):
            figure(rule['id'], row, rule[key], 0, 100, (head, f'{name}: interval, from', f'{name}: interval, to'))
    if len(tables['Stated and derived']) < 3:
        wrong.append('too few stated verdicts')
    for row, group in zip([r for r in tables['Side by side'] if r['Figure'] == 'Contacts per user'], audit['comparison']['groups'], strict=True):
        one = group['figures']['contacts']
        figure(group['value'], row, one)
        near(group['value'], row['Users'], one['n'], 0)
        near(group['value'], row['Difference from the others'], one['difference'])


def main(arguments):
    with open(arguments[0], encoding='utf-8', newline='') as lines:
        tables = tables_of(lines)
    with open(arguments[1], encoding='utf-8') as file:
        audit = json.load(file)
    english, titles = {row['Step'] for row in tables['Steps']}, {}
    for step in tree.parse(arguments[2]).iter(STEP):        # its own text, or the title in English where it has one
        written = [step.text or ''] + [title.text or '' for title in step.iter(TITLE)]
        titles[step.get('id')] = next(title.strip() for title in reversed(written) if title.strip() in english)
    needs(tables, audit, titles)
    institutions(tables, audit)
    costs(tables, audit)
    plan(tables, audit, titles)
    rules(tables, audit)
    print('\n'.join(wrong), end='')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
