#!/usr/bin/env python3
"""random-contacts.py SEED JOURNEY [hostile] - contacts of a few users, at random, as CSV: most of them steps of the journey
in its order, some skipped, repeated, chased, sent elsewhere; cells blank or filled; dates with and without a time, or none. With
`hostile`, texts that a spreadsheet would run, control characters and markup among them. The same seed gives the same bytes."""
import csv
import random
import sys
import xml.etree.ElementTree as tree

NAMESPACE = '{urn:parcours:journey:1}'
COLUMNS = ['case', 'step', 'institution', 'channel', 'start', 'end', 'minutes', 'queue', 'travel', 'prepare', 'by', 'reason', 'outcome',
           'documents', 'kind', 'relation', 'autonomy', 'satisfaction', 'irritant', 'quote', 'takeup', 'group', 'about the contact']
RUN = ['=1+1', '=cmd|\' /C calc\'!A0', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x.test","x")', '＝1', 'https://x.test/a',
       '<b>&amp;</b>', '_x0041_', ' around ', 'two\nlines', '"quoted"', 'a\x01b', '‮right to left', 'x' * 300]


class Writer:
    def __init__(self, seed, path, hostile):
        self.random = random.Random(seed)
        self.hostile = hostile
        root = tree.parse(path).getroot()
        self.steps = [step.get('id') for step in root.iter(NAMESPACE + 'step')]
        self.institutions = [element.get('id') for element in root.findall(NAMESPACE + 'institution')]
        self.documents = [element.get('id') for element in root.findall(NAMESPACE + 'document')]

    def maybe(self, share, value):
        return value() if self.random.random() < share else ''

    def some(self, words):
        return lambda: self.random.choice(words)

    def text(self, words):
        return self.random.choice(RUN) if self.hostile and self.random.random() < 0.3 else self.random.choice(words)

    def when(self, day, dated):
        date = f'2024-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}'
        return '' if not dated else date + self.maybe(0.5, lambda: f'T{self.random.randrange(24):02d}:{self.random.randrange(60):02d}')

    def contact(self, case, label, day, dated):
        number = lambda: str(self.random.choice([0, 1, 2.5, 7, 12, 45, 0.1]))
        start = self.when(day, dated)
        end = self.maybe(0.3, lambda: start[:10] + 'T23:59' if start else '')
        return {
            'case': case, 'step': label, 'start': start, 'end': end,
            'institution': self.maybe(0.5, self.some(self.institutions + ['elsewhere'])),
            'channel': self.maybe(0.6, self.some(['counter', 'phone', 'mail', 'web', 'kiosk', 'pigeon'])),
            'minutes': self.maybe(0.5, number), 'queue': self.maybe(0.4, number), 'travel': self.maybe(0.4, number),
            'prepare': self.maybe(0.2, number), 'relation': self.maybe(0.2, number), 'autonomy': self.maybe(0.2, number),
            'by': self.maybe(0.3, self.some(['user', 'institution'])),
            'reason': self.maybe(0.3, self.some('first chase clarify repeat missing-document wrong-door error appeal other'.split())),
            'outcome': self.maybe(0.5, self.some('done pending incomplete redirected failed refused abandoned'.split())),
            'documents': '|'.join(self.random.sample(self.documents + ['a letter'], self.random.randrange(min(3, len(self.documents) + 1)))),
            'kind': self.maybe(0.2, self.some('productive relation autonomy unproductive'.split())),
            'satisfaction': self.maybe(0.5, self.some(['-2', '-1', '0', '1', '2', '0.5'])),
            'irritant': self.maybe(0.3, lambda: self.text(['Too long', 'too  LONG', 'nobody answers'])),
            'quote': self.maybe(0.2, lambda: self.text(['why again?'])),
            'about the contact': self.maybe(0.3, lambda: self.text(['a', 'b'])),
        }

    def case(self, number):
        name = (self.random.choice(RUN[:6]) if self.hostile and number % 3 == 0 else 'user') + f' {number}'
        dated, day, rows = self.random.random() < 0.85, self.random.randrange(100), []
        for step in self.steps:
            while self.random.random() < 0.75:
                day += self.random.choice([0, 1, 3, 20, 60])
                label = self.text(['Where is my file?', 'a friend helped']) if self.random.random() < 0.2 else step
                rows.append(self.contact(name, label, day, dated and self.random.random() < 0.95))
                if self.random.random() < 0.6:
                    break
        rows = rows or [{'case': name}]
        rows[0]['takeup'] = self.maybe(0.3, self.some(['not-known', 'not-requested', 'not-received', 'not-offered']))
        group = self.text(['young', 'old', ''])
        for row in rows:
            row['group'] = group
        return rows


def main():
    writer = Writer(int(sys.argv[1]), sys.argv[2], 'hostile' in sys.argv[3:])
    sys.stdout.reconfigure(encoding='utf-8', newline='')
    out = csv.DictWriter(sys.stdout, COLUMNS, restval='', lineterminator='\n')
    out.writeheader()
    for number in range(writer.random.randrange(1, 25)):
        out.writerows(writer.case(number))


main()
