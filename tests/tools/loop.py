#!/usr/bin/env python3
"""Does the loop close? What the simulator says it produced, held against what compare finds in its contacts.

    loop.py closes SIMULATION.json LOG.csv AUDIT-FOLDER JOURNEY
    loop.py confusion AUDIT-FOLDER AUDIT-FOLDER-WITHOUT-REASONS
    loop.py shows SIMULATION.json SIMULATION.json SIMULATION.json
    loop.py unrelated LOG.csv LOG.csv STEP
    loop.py noticed SIMULATION.json LOG.csv AUDIT-FOLDER JOURNEY

closes     one replication without warm-up: every count is the same, minutes to the half second that a cell of the log is rounded by,
           waits to the second; one line a figure that differs, then how many were held
confusion  a table in Markdown: the verdict with reasons stated against the one without, of the same contacts
shows      a table in Markdown: the headlines of each
unrelated  of two logs, users who never had a contact about STEP are the same in both, line by line
noticed    closes, with one thing after the other changed: each is noticed
"""
import csv
import datetime
import json
import pathlib
import sys
import xml.etree.ElementTree as tree

NAMESPACE = '{urn:parcours:journey:1}'
MEASURES = ('service', 'queue', 'travel')
EXTRA_VERDICTS = ('repeat-notification', 'out-of-order', 'reopened', 'repeated', 'unplanned', 'recourse')   # never simulated


def rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


class Loop:
    def __init__(self, simulation, log, audit, journey):
        audit = pathlib.Path(audit)
        self.said = json.loads(pathlib.Path(simulation).read_text(encoding='utf-8'))
        self.log = rows(log)
        self.found = json.loads((audit / 'audit.json').read_text(encoding='utf-8'))
        self.contacts, self.cases, self.waits = (rows(audit / name) for name in ('contacts.csv', 'cases.csv', 'waits.csv'))
        self.steps = {step.get('id'): step for step in tree.parse(journey).getroot().iter(NAMESPACE + 'step')}
        self.held, self.differ = 0, []

    def same(self, what, said, found, within=0.0):
        self.held += 1
        if said is None or found is None or abs(said - found) > within:
            self.differ.append(f'{what}: the simulator says {said}, compare finds {found}')

    # Means per user who left, made totals again: whole numbers but for the last digits of a quotient.
    def total(self, part, key, left):
        return part[key]['mean'] * left if left else 0

    def count(self, part, key, left):
        value = self.total(part, key, left)
        return round(value) if abs(value - round(value)) < 1e-6 * max(1, value) else value

    def verdicts(self, what, said, found, left):
        for verdict in sorted(set(said) | set(found)):
            self.same(f'{what}, {verdict}', self.count(said, verdict, left) if verdict in said else 0, found.get(verdict, 0))

    def users(self):
        said, found = self.said['users'], self.found['cases']
        self.same('users', said['arrived'], found['total'])
        self.same('users who completed it', said['completed'], found['completed'])
        self.same('users who gave up', said['abandoned'], found['abandoned'])
        self.same('users who never started', said['never_started'], found['never_started'])
        self.same('users inside', said['inside'], found['ongoing'])
        self.same('rows rejected', 0, self.found['input']['rejected'])
        self.same('contacts off the map', 0, self.found['input']['off_map'])
        self.same('take-up', self.said['takeup']['rate'], self.found['takeup']['rate'], 1e-9)
        for cause, count in self.found['takeup']['by_cause'].items():
            self.same(f'never got it, {cause}', self.said['takeup']['by_cause'].get(cause, 0), count)

    def all_contacts(self):
        said, found = self.said['contacts_per_user'], self.found['contacts']
        left = self.said['users']['completed'] + self.said['users']['abandoned']
        self.same('contacts', round(said['mean'] * left), found['total'])
        self.same('redundant contacts', self.count(said, 'redundant', left), found['redundant'])
        self.verdicts('contacts', said['by_verdict'], found['by_verdict'], left)

    def by_profile(self):
        profile = {row['case']: row['profile'] for row in self.log}
        for said in self.said['profiles']:
            mine = [row for row in self.contacts if profile[row['case']] == said['id']]
            left = said['users']['completed'] + said['users']['abandoned'] if 'users' in said else said['completed'] + said['abandoned']
            count = {}
            for row in mine:
                count[row['verdict']] = count.get(row['verdict'], 0) + 1
            self.verdicts(f"contacts of {said['id']}", said['contacts_per_user']['by_verdict'], count, left)

    def by_step(self):
        found = {step['id']: step for step in self.found['steps']}
        for said in self.said['steps']:
            what, mine = f"step {said['id']}", [row for row in self.contacts if row['step_as_written'] == said['id']]
            self.same(f'{what}, contacts', said['contacts'], found[said['id']]['contacts'])
            self.same(f'{what}, redundant', said['redundant'], sum(bool(row['cause']) for row in mine))
            self.waits_of(what, said['waits'], [row for row in self.waits if row['step'] == said['id'] and row['came'] == 'yes'])

    def waits_of(self, what, said, found):
        if self.steps[what.split()[1]].get('wait') is None:
            for key, value in said.items():                     # announced: nothing
                self.same(f'{what}, {key}', value, 0)
            return
        instant = lambda text: datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp()
        announced = overrun = late = 0
        for row in found:
            start, end, due = (instant(row[key]) for key in ('start', 'end', 'due'))
            announced += min(end, due) - start
            overrun += max(0, end - due)
            late += end > due                                   # the column `late` is of users, once whatever the rounds
        self.same(f'{what}, waits', said['count'], len(found))
        self.same(f'{what}, late', said['late'], late)
        self.same(f'{what}, announced seconds', said['announced_seconds'], announced)
        self.same(f'{what}, overrun seconds', said['overrun_seconds'], overrun)

    def minutes(self):
        said, found = self.said['active_seconds_per_user'], self.found['time']['active_minutes']
        left = self.said['users']['completed'] + self.said['users']['abandoned']
        rounded = 0.5 * len(self.contacts)                      # seconds: each cell of the log is one to the nearest
        for name, column in zip(MEASURES, ('minutes', 'queue', 'travel')):
            self.same(f'{name}, seconds', self.total(said, name, left), 60 * sum(float(row[column] or 0) for row in self.log), rounded)
        self.same('all, seconds', sum(self.total(said, name, left) for name in MEASURES), 60 * found['total'], 3 * rounded)
        for name in ('relation', 'autonomy', 'unproductive'):
            self.same(f'{name}, seconds', self.total(said, name, left), 60 * found[name], 3 * rounded)
        self.same('seconds estimated', 0, found['estimated'])
        self.same('cells unknown', 0, found['unknown'])

    def close(self):
        self.held, self.differ = 0, []
        for part in (self.users, self.all_contacts, self.by_profile, self.by_step, self.minutes):
            part()
        return not self.differ


def closes(*paths):
    loop = Loop(*paths)
    good = loop.close()
    for line in loop.differ:
        print(line)
    print(f'{loop.held} figures held, {len(loop.differ)} differ')
    return good


def noticed(*paths):
    """Each figure of the simulator's that is changed by one is noticed."""
    loop, missed = Loop(*paths), []
    if not loop.close():
        return closes(*paths)

    def change(what, container, key, by):
        before = container[key]
        container[key] = before + by
        if loop.close():
            missed.append(what)
        container[key] = before
    left = loop.said['users']['completed'] + loop.said['users']['abandoned']
    for verdict, estimate in loop.said['contacts_per_user']['by_verdict'].items():
        change(f'a contact more: {verdict}', estimate, 'mean', 1 / left)
    for cause in loop.said['takeup']['by_cause']:
        change(f'a user more: {cause}', loop.said['takeup']['by_cause'], cause, 1)
    for name in MEASURES + ('relation', 'autonomy', 'unproductive'):
        change(f'ten seconds a contact more: {name}', loop.said['active_seconds_per_user'][name], 'mean', 10 * len(loop.contacts) / left)
    for step in loop.said['steps']:
        for key in step['waits']:
            change(f"one more: {step['id']}, {key}", step['waits'], key, 1)
    for what in missed:
        print(f'not noticed: {what}')
    print(f'{len(missed)} changes missed')
    return not missed


def confusion(stated, derived):
    key = lambda row: (row['case'], int(row['line']))
    true, found = ({key(row): row['verdict'] for row in rows(pathlib.Path(folder) / 'contacts.csv')} for folder in (stated, derived))
    if set(true) != set(found):
        print('the two logs do not hold the same contacts')
        return False
    count = {}
    for contact, verdict in true.items():
        count[verdict, found[contact]] = count.get((verdict, found[contact]), 0) + 1
    lines, columns = sorted(set(true.values())), sorted(set(found.values()))
    print('| true verdict | ' + ' | '.join(columns) + ' | recovered |')
    print('|---' * (len(columns) + 2) + '|')
    for line in lines:
        all_of = sum(count.get((line, column), 0) for column in columns)
        print(f'| {line} | ' + ' | '.join(str(count.get((line, column), '')) for column in columns) +
              f' | {100 * count.get((line, line), 0) / all_of:.0f} % |')
    print(f'\nOf {len(true)} contacts, {sum(n for (a, b), n in count.items() if a == b)} have the same verdict.')
    return True


def shows(*paths):
    print('| model | contacts per user | of which redundant | largest part of these | take-up | from coming to leaving, mean |')
    print('|---|---|---|---|---|---|')
    for path in paths:
        said = json.loads(pathlib.Path(path).read_text(encoding='utf-8'))
        contacts = said['contacts_per_user']
        part = {verdict: estimate['mean'] for verdict, estimate in contacts['by_verdict'].items() if verdict != 'planned'}
        most = max(part, key=part.get)
        print(f"| `{said['model']}` | {contacts['mean']:.1f} | {contacts['redundant']['mean']:.1f} | {most}: {part[most]:.1f} | "
              f"{100 * said['takeup']['rate']:.0f} % | {said['time_in_system_seconds']['mean'] / 86400:.0f} d |")
    return True


def unrelated(one, other, step):
    logs = []
    for path in (one, other):
        users = {}
        for row in rows(path):
            users.setdefault(row['case'], []).append(row)
        logs.append(users)
    if set(logs[0]) != set(logs[1]):
        print('not the same users')
        return False
    away = [user for user, contacts in logs[0].items()
            if all(row['step'] != step for row in contacts) and all(row['step'] != step for row in logs[1][user])]
    changed = [user for user in away if logs[0][user] != logs[1][user]]
    met = [user for user in logs[0] if user not in set(away)]
    moved = sum(logs[0][user] != logs[1][user] for user in met)
    for user in changed[:5]:
        print(f'{user} never met {step} and changed')
    print(f'{len(away)} users never met {step}, {len(changed)} of them changed; of {len(met)} who did, {moved} changed')
    return bool(away) and not changed and moved > 0


if __name__ == '__main__':
    ACTIONS = {'closes': (closes, 4), 'confusion': (confusion, 2), 'shows': (shows, 3), 'unrelated': (unrelated, 3), 'noticed': (noticed, 4)}
    action, operands = ACTIONS.get(sys.argv[1] if len(sys.argv) > 1 else '', (None, 0))
    if not action or len(sys.argv) != operands + 2:
        sys.exit(__doc__)
    sys.exit(0 if action(*sys.argv[2:]) else 1)
