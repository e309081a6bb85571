#!/usr/bin/env python3
"""recompute.py JOURNEY DIR - every total of DIR/audit.json once more, from contacts.csv, cases.csv, waits.csv and the journey.

Nothing of parcours is used: the sums are made anew from the lines they are said to count, the theory from the journey's XML
(its `path`; a flow's reference run and a net's are not played here), each contact's minutes from what it reports and its step.
Prints one line a group of totals, `ok - …` or `not ok - …` with what differs, and what could not be recomputed and why. Only the
standard library."""
import csv
import json
import math
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as tree
from collections import Counter, defaultdict
from datetime import datetime, timezone

from recompute_measures import compare_measures

NAMESPACE = '{urn:parcours:journey:1}'
CAUSE_OF = {
    'wrong-door': 'fragmentation', 'failed-attempt': 'repeated-request', 'chasing': 'repeated-request',
    'reopened': 'repeated-request', 'repeated': 'repeated-request', 'clarification': 'repeated-request',
    'incomplete-file': 'redundant-operation', 'repeat-notification': 'redundant-operation',
    'institution-error': 'redundant-operation',
}
LEDGER = ['active', 'productive', 'relation', 'autonomy', 'unproductive_repeated_request', 'unproductive_fragmentation',
          'unproductive_redundant_operation', 'unproductive_stated', 'unproductive_access', 'estimated', 'estimated_from_dates']
CAUSES = ['repeated-request', 'fragmentation', 'redundant-operation', 'stated', 'access']
DAY = 86400
QUEUES, TRAVELS = {'counter', 'kiosk', 'phone'}, {'counter', 'kiosk'}


class Comparison:
    """What was found against what is said, by group; keeps what differs and which keys were looked at."""

    def __init__(self):
        self.differences = defaultdict(list)
        self.done = Counter()
        self.left = []

    def same(self, key, found, said):
        group = key.split('.')[0]
        self.done[group] += 1
        close = isinstance(found, float) and isinstance(said, (int, float)) and math.isclose(found, said, rel_tol=1e-9, abs_tol=1e-9)
        if found != said and not close:
            self.differences[group].append(f'{key}: recomputed {found!r}, said {said!r}')

    def cannot(self, key, why):
        self.left.append(f'{key}: {why}')

    def report(self):
        for group, count in self.done.items():
            wrong = self.differences.get(group, [])
            print(f'{"not ok" if wrong else "ok"} - {group}: {count} figures recomputed')
            for line in wrong[:12]:
                print('#   ' + line)
        for line in self.left:
            print('# not recomputed: ' + line)
        return bool(self.differences)


# --- reading ---------------------------------------------------------------------------------------------------------

def plain(text):
    """A cell as it was, without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text[:1] == "'" and text[1:2] in '=+-@\t\r\n＝＋－＠' and len(text) > 1 else text


def table(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding='utf-8', newline='') as stream:
        rows = list(csv.reader(stream))
    return rows[0], rows[1:]


def records(path):
    """Lines by the name of their column; of columns with one name the first."""
    header, rows = table(path)
    return [{name: plain(cell) for name, cell in reversed(list(zip(header, row)))} for row in rows]


def seconds_of(minutes):
    return round(float(minutes) * 60)


def instant(text):
    """Seconds since 1970, floored, and whether a time of day was given."""
    if not text:
        return None, False
    clock = 'T' in text
    day = [int(part) for part in text[:10].split('-')]
    time = datetime(*day, tzinfo=timezone.utc)
    base = round((time - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds())
    if not clock:
        return base, False
    hour, minute, second = text[11:-1].split(':')
    return base + int(hour) * 3600 + int(minute) * 60 + math.floor(float(second)), True


def duration(text):
    """Seconds; a month counts 30.436875 days, a year twelve of them."""
    if text is None:
        return None
    text = text.strip()
    if text == '0':
        return 0
    month = 30.436875 * DAY
    if text.startswith('P'):
        day, _, time = text[1:].partition('T')
        units = {'Y': 12 * month, 'M': month, 'W': 7 * DAY, 'D': DAY}
        clock = {'H': 3600, 'M': 60, 'S': 1}
        found = [(n, units[u]) for n, u in re.findall(r'([\d.]+)([YMWD])', day)]
        found += [(n, clock[u]) for n, u in re.findall(r'([\d.]+)([HMS])', time)]
    else:
        units = {'y': 12 * month, 'mo': month, 'w': 7 * DAY, 'd': DAY, 'h': 3600, 'min': 60, 's': 1}
        found = [(n, units[u]) for n, u in re.findall(r'([\d.]+)\s*(mo|min|[ywdhs])', text)]
    return round(sum(float(number) * unit for number, unit in found))


def fold(text):
    """Case, accents, kinds of dashes and spaces aside: what the program compares."""
    text = unicodedata.normalize('NFKD', text.replace('œ', 'oe').replace('Œ', 'OE').replace('’', "'")).casefold()
    text = ''.join(c for c in unicodedata.normalize('NFKD', text) if not unicodedata.combining(c))
    return re.sub(r'[\s_\-\u2010-\u2015]+', ' ', text).strip()


class Step:
    def __init__(self, element):
        self.id = element.get('id')
        self.institution = element.get('with')
        self.via = (element.get('via') or '').split()
        self.automatic = self.via == ['automatic']
        self.takes, self.queue, self.travel = (duration(element.get(name)) for name in ('takes', 'queue', 'travel'))
        self.wait, self.limit = duration(element.get('wait')), duration(element.get('limit'))
        self.needs = list(dict.fromkeys((element.get('needs') or '').split()))
        self.gives = (element.get('gives') or '').split()
        self.kind = element.get('kind') or 'productive'
        self.by_institution = element.get('by') == 'institution'


class Journey:
    def __init__(self, path):
        root = tree.parse(path).getroot()
        if root.tag != NAMESPACE + 'journey':
            raise ValueError('not a journey of its own format')
        self.id = root.get('id')
        self.institutions = [element.get('id') for element in root.findall(NAMESPACE + 'institution')]
        self.itself = {e.get('id') for e in root.findall(NAMESPACE + 'institution') if e.get('self') == 'yes'}
        self.documents = [element.get('id') for element in root.findall(NAMESPACE + 'document')]
        self.held_by = {e.get('id'): e.get('held-by') for e in root.findall(NAMESPACE + 'document')}
        self.document_named = {}
        for element in reversed(root.findall(NAMESPACE + 'document')):
            self.document_named[fold(element.get('name') or '')] = element.get('id')
        for element in reversed(root.findall(NAMESPACE + 'document')):
            self.document_named[fold(element.get('id'))] = element.get('id')
        self.steps = [Step(element) for element in root.iter(NAMESPACE + 'step')]
        self.step = {step.id: step for step in self.steps}
        self.path = root.find(NAMESPACE + 'path')

    def document(self, text):
        return text if text in self.held_by else self.document_named.get(fold(text))


# --- the theory ------------------------------------------------------------------------------------------------------

def likeliest(choice):
    """The option of highest share, the first of equals; shares not said share what the others leave."""
    shares = [option.get('share') for option in choice]
    unsaid = sum(share is None for share in shares)
    rest = max(0, 1 - sum(float(share) for share in shares if share is not None)) / unsaid if unsaid else 0
    values = [rest if share is None else float(share) for share in shares]
    return choice[values.index(max(values))] if values else None


def kind_of(element):
    return element.tag.removeprefix(NAMESPACE) if isinstance(element.tag, str) else ''


def reference_run(element):
    """Ids of the steps that the plan promises one user, in order."""
    kind = kind_of(element)
    if kind == 'step':
        return [element.get('id')]
    if kind == 'optional' and float(element.get('share') or 1) < 0.5:
        return []
    if kind == 'choice':
        option = likeliest([child for child in element if kind_of(child) == 'option'])
        return reference_run(option) if option is not None else []
    return [step for child in element for step in reference_run(child)]


def own_time(step):
    """What a step asks of the user by its preferred channel: seconds at the contact, queueing, travelling; unknown fields."""
    if step.automatic:
        return 0, 0, 0, 0
    channel = step.via[0] if step.via else None
    queue = (step.queue or 0) if channel in QUEUES else 0
    travel = (step.travel or 0) if channel in TRAVELS else 0
    return step.takes or 0, queue, travel, int(step.takes is None)


def end_of(journey, element, start):
    """When the part of the reference run under `element` is over, if it begins at `start`."""
    kind = kind_of(element)
    if kind == 'step':
        step = journey.step[element.get('id')]
        return start + sum(own_time(step)[:3]) + (step.wait or 0)
    if kind == 'any-order':
        return max([end_of(journey, child, start) for child in element] or [start])
    if kind == 'optional' and float(element.get('share') or 1) < 0.5:
        return start
    if kind == 'choice':
        option = likeliest([child for child in element if kind_of(child) == 'option'])
        return end_of(journey, option, start) if option is not None else start
    for child in element:
        start = end_of(journey, child, start)
    return start


def shortest(journey, element):
    """Contacts of the shortest way through."""
    kind = kind_of(element)
    if kind == 'step':
        return int(not journey.step[element.get('id')].automatic)
    if kind == 'optional':
        return 0
    if kind == 'choice':
        return min(shortest(journey, child) for child in element if kind_of(child) == 'option')
    return sum(shortest(journey, child) for child in element)


def compare_theory(audit, journey, comparison):
    theory, asked = audit['theory'], Counter()
    given, requested = set(), set()
    for step in journey.steps:
        if step.institution in journey.itself:
            continue
        for document in step.needs:
            holder = journey.held_by.get(document)
            if (holder and holder not in journey.itself) or document in given or document in requested:
                asked[step.institution] += 1
            requested.add(document)
        given.update(step.gives)
    comparison.same('theory.tell_us_once', sum(asked.values()), theory['tell_us_once'])
    for line in theory['tell_us_once_by_institution']:
        comparison.same('theory.tell_us_once.' + line['id'], asked[line['id']], line['score'])
    if journey.path is None:
        comparison.cannot('theory.run, contacts, active_minutes, elapsed_seconds; handoffs.planned', 'the journey is a flow')
        return None
    run = reference_run(journey.path)
    comparison.same('theory.run', run, theory['run'])
    comparison.same('theory.contacts', sum(not journey.step[step].automatic for step in run), theory['contacts'])
    comparison.same('theory.elapsed_seconds', end_of(journey, journey.path, 0), theory['elapsed_seconds'])
    sums = Counter()
    for step in map(journey.step.get, run):
        takes, queue, travel, unknown = own_time(step)
        sums[step.kind] += takes
        sums['access'] += queue + travel
        sums['unknown'] += unknown
    active = theory['active_minutes']
    for kind in ('productive', 'relation', 'autonomy'):
        comparison.same('theory.active_minutes.' + kind, sums[kind], seconds_of(active[kind]))
    comparison.same('theory.active_minutes.unproductive', sums['access'], seconds_of(active['unproductive']))
    comparison.same('theory.active_minutes.total', sum(sums.values()) - sums['unknown'], seconds_of(active['total']))
    comparison.same('theory.active_minutes.unknown', sums['unknown'], active['unknown'])
    for cause in CAUSES:
        comparison.same('theory.unproductive.' + cause, sums[cause], seconds_of(theory['unproductive_by_cause'][cause]))
    return run


# --- sums ------------------------------------------------------------------------------------------------------------

def quantile(values, probability):
    """Type 7."""
    values = sorted(values)
    at = probability * (len(values) - 1)
    below = math.floor(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (at - below) * (values[above] - values[below])


def compare_summary(comparison, key, values, said, unit=1):
    comparison.same(key + '.n', len(values), said['n'])
    for name, found in (('mean', lambda: sum(values) / len(values)), ('median', lambda: quantile(values, 0.5)),
                        ('p90', lambda: quantile(values, 0.9))):
        comparison.same(f'{key}.{name}', found() / unit if values else None, said[name])
    low, high = said['ci95']
    if values:      # the draws can't be made again here, but a mean lies within the values
        comparison.same(key + '.ci95 in order', True, min(values) / unit - 1e-9 <= low <= high <= max(values) / unit + 1e-9)


def ledger(record):
    return Counter({name: seconds_of(record[name + '_minutes']) for name in LEDGER}, unknown=int(record['unknown_fields']))


def compare_active(comparison, key, sums, active, causes):
    unproductive = sum(sums['unproductive_' + cause.replace('-', '_')] for cause in CAUSES)
    for name in ('productive', 'relation', 'autonomy', 'estimated', 'estimated_from_dates'):
        comparison.same(f'{key}.{name}', sums[name], seconds_of(active[name]))
    comparison.same(key + '.total', sums['active'], seconds_of(active['total']))
    comparison.same(key + '.unproductive', unproductive, seconds_of(active['unproductive']))
    comparison.same(key + '.unknown', sums['unknown'], active['unknown'])
    comparison.same(key + '.total is its classes', sums['productive'] + sums['relation'] + sums['autonomy'] + unproductive, sums['active'])
    for cause in CAUSES:
        comparison.same(f'{key}.{cause}', sums['unproductive_' + cause.replace('-', '_')], seconds_of(causes[cause]))


def minutes_of_contact(contact, step):
    """The ledger of one contact, from what it reports and its step."""
    sums, reported = Counter(), {}
    for name in ('minutes', 'queue', 'travel', 'prepare', 'relation', 'autonomy'):
        reported[name] = seconds_of(contact['reported_' + name]) if contact['reported_' + name] else None
    (start, start_clock), (end, end_clock) = instant(contact['start']), instant(contact['end'])
    minutes = reported['minutes']
    if minutes is None and start_clock and end_clock:
        minutes = max(0, end - start - (reported['queue'] or 0))
        sums['estimated'] += minutes
        sums['estimated_from_dates'] += minutes
    elif minutes is None and step and step.takes is not None:
        minutes = step.takes
        sums['estimated'] += minutes
    elif minutes is None:
        minutes = 0
        sums['unknown'] += 1
    channel = contact['channel_as_written'] or (step.via[0] if step and step.via else '')
    access = 0
    for name, channels in (('queue', QUEUES), ('travel', TRAVELS)):
        if reported[name] is not None:
            access += reported[name]
        elif channel in channels and not step:
            sums['unknown'] += 1
        elif channel in channels:
            access += getattr(step, name) or 0
            sums['estimated'] += getattr(step, name) or 0
    work = minutes + (reported['prepare'] or 0)
    sums['active'] = work + access
    if contact['cause']:
        sums['unproductive_' + contact['cause'].replace('-', '_')] = sums['active']
        return sums
    sums['unproductive_access'] = access
    if contact['kind'] == 'unproductive':
        sums['unproductive_stated'] = work
        return sums
    sums['relation'] = min(reported['relation'] or 0, minutes)
    sums['autonomy'] = min(reported['autonomy'] or 0, minutes - sums['relation'])
    sums[contact['kind'] or (step.kind if step else 'productive')] += work - sums['relation'] - sums['autonomy']
    return sums


# --- contacts --------------------------------------------------------------------------------------------------------

def compare_contacts(audit, contacts, journey, comparison):
    said = audit['contacts']
    verdicts, stated, users = Counter(), Counter(), defaultdict(set)
    institutions, redundant, institution_users, channels, causes = Counter(), Counter(), defaultdict(set), Counter(), Counter()
    for contact in contacts:
        verdict, institution = contact['verdict'], contact['institution'] or 'unknown'
        comparison.same('verdicts.cause of each contact', CAUSE_OF.get(verdict, ''), contact['cause'])
        verdicts[verdict] += 1
        stated[verdict] += contact['basis'] == 'stated'
        users[verdict].add(contact['case'])
        institutions[institution] += 1
        institution_users[institution].add(contact['case'])
        redundant[institution] += verdict in CAUSE_OF
        channels[contact['channel'] or 'unknown'] += 1
        causes[CAUSE_OF.get(verdict, '')] += 1
        if journey:
            found = +minutes_of_contact(contact, journey.step.get(contact['step']))
            comparison.same('minutes.of each contact', dict(found), dict(+ledger(contact)))
    comparison.same('contacts.total', len(contacts), said['total'])
    comparison.same('contacts.planned', verdicts['planned'], said['planned'])
    comparison.same('contacts.redundant', sum(verdicts[verdict] for verdict in CAUSE_OF), said['redundant'])
    for verdict, count in said['by_verdict'].items():
        comparison.same('contacts.by_verdict.' + verdict, verdicts[verdict], count)
        comparison.same('contacts.stated_by_verdict.' + verdict, stated[verdict], said['stated_by_verdict'][verdict])
        comparison.same('contacts.users_by_verdict.' + verdict, len(users[verdict]), said['users_by_verdict'][verdict])
    for cause, count in said['by_cause'].items():
        comparison.same('contacts.by_cause.' + cause, causes[cause], count)
    for institution, count in said['by_institution'].items():
        comparison.same('contacts.by_institution.' + institution, institutions[institution], count)
        comparison.same('contacts.redundant_by_institution.' + institution, redundant[institution],
                        said['redundant_by_institution'][institution])
        if institution != 'unknown' or not (journey and 'unknown' in journey.institutions):
            comparison.same('contacts.users_by_institution.' + institution, len(institution_users[institution]),
                            said['users_by_institution'][institution])
    for channel, count in said['by_channel'].items():
        comparison.same('contacts.by_channel.' + channel, channels[channel], count)


def compare_satisfaction(comparison, key, contacts, said):
    marks = [int(contact['satisfaction_hundredths']) / 100 for contact in contacts if contact['satisfaction_hundredths']]
    users = {contact['case'] for contact in contacts if contact['satisfaction_hundredths']}
    comparison.same(key + '.answers', len(marks), said['answers'])
    comparison.same(key + '.users', len(users), said['users'])
    comparison.same(key + '.mean', sum(marks) / len(marks) if marks else None, said['mean'])
    for name, probability in (('q1', 0.25), ('median', 0.5), ('q3', 0.75)):
        comparison.same(f'{key}.{name}', quantile(marks, probability) if marks else None, said[name])


def compare_extra(audit, by_case, comparison):
    """Each kind of contacts outside the plan: who is in it, where it stands in the journey, where people go on to."""
    members, after, rejoins = defaultdict(list), defaultdict(set), defaultdict(Counter)
    order = {step['id']: number for number, step in enumerate(audit['steps'])}
    for case in by_case.values():
        planned = None
        for i, contact in enumerate(case):
            if contact['extra_kind']:
                number = int(contact['extra_kind'])
                members[number].append(contact)
                after[number].add(planned)
                following = [later['step'] for later in case[i + 1:] if later['move'] == 'match']
                if following:
                    rejoins[number][following[0]] += 1
            comparison.same('extra.every contact that is not planned has a kind', bool(contact['extra_kind']), contact['verdict'] != 'planned')
            planned = contact['step'] if contact['move'] == 'match' else planned
    comparison.same('extra.kinds', len(members), len(audit['extra']))
    for number, said in enumerate(audit['extra'], 1):
        contacts, key = members[number], f'extra.{number}'
        sums = sum((ledger(contact) for contact in contacts), Counter())
        unproductive = sum(sums['unproductive_' + cause.replace('-', '_')] for cause in CAUSES)
        comparison.same(key + '.contacts', len(contacts), said['contacts'])
        comparison.same(key + '.users', len({contact['case'] for contact in contacts}), said['users'])
        comparison.same(key + '.verdict', {contact['verdict'] for contact in contacts}, {said['verdict']})
        comparison.same(key + '.institution', {contact['institution'] for contact in contacts}, {said['institution'] or ''})
        comparison.same(key + '.step', {contact['step'] for contact in contacts}, {said['step'] or ''})
        comparison.same(key + '.after', after[number], {said['after']})
        most = max(rejoins[number].values(), default=0)
        likely = [step for step, count in rejoins[number].items() if count == most]
        comparison.same(key + '.rejoins', min(likely, key=order.get) if likely else None, said['rejoins'])
        if said['label'] is not None:
            comparison.same(key + '.label', {fold(contact['step_as_written']) for contact in contacts}, {fold(visible(said['label']))})
        comparison.same(key + '.active_minutes', sums['active'], seconds_of(said['active_minutes']))
        comparison.same(key + '.unproductive_minutes', unproductive, seconds_of(said['unproductive_minutes']))
        compare_satisfaction(comparison, key + '.satisfaction', contacts, said['satisfaction'])


def compare_irritants(audit, contacts, comparison):
    found = defaultdict(list)
    for contact in contacts:
        if fold(contact['irritant']):
            kind = int(contact['extra_kind']) if contact['extra_kind'] else None
            found[fold(contact['irritant']), None if kind else contact['step'], kind].append(contact['case'])
    comparison.same('irritants.kinds', len(found), len(audit['irritants']))
    for said in audit['irritants']:
        cases = found[fold(visible(said['text'])), said['step'], said['detour']]
        comparison.same('irritants.contacts', len(cases), said['contacts'])
        comparison.same('irritants.users', len(set(cases)), said['users'])


def compare_handoffs(audit, by_case, journey, run, comparison):
    def passed_on(chain):
        passed, before = Counter(), ''
        for institution in chain:
            if journey and institution in journey.itself:
                continue
            if before and institution and before != institution:
                passed[before, institution] += 1
            before = institution
        return passed
    lived = sum((passed_on([contact['institution'] for contact in case]) for case in by_case.values()), Counter())
    planned = passed_on([journey.step[s].institution for s in run if not journey.step[s].automatic]) if run is not None else None
    said = {(line['from'], line['to']): line for line in audit['handoffs']}
    comparison.same('handoffs.lived', dict(lived), {pair: line['lived'] for pair, line in said.items() if line['lived']})
    if planned is not None:
        comparison.same('handoffs.planned', dict(planned), {pair: line['planned'] for pair, line in said.items() if line['planned']})


def compare_documents(audit, by_case, journey, comparison):
    asked, again = Counter(), Counter()
    for case in by_case.values():
        seen = set()
        for contact in case:
            for text in filter(None, contact['documents'].split('|')):
                known = journey.document(text) if journey else None
                key = (known or text, known is not None)
                asked[key] += 1
                again[key] += key in seen
                seen.add(key)
    said = {(visible(line['id']), line['in_journey']): line for line in audit['documents']}
    comparison.same('documents.asked', {k: v for k, v in asked.items() if v}, {k: line['asked'] for k, line in said.items() if line['asked']})
    comparison.same('documents.asked_again', {k: v for k, v in again.items() if v},
                    {k: line['asked_again'] for k, line in said.items() if line['asked_again']})


# --- cases, steps, waits ---------------------------------------------------------------------------------------------

def compare_cases(audit, cases, by_case, comparison):
    said, states = audit['cases'], Counter(case['take_up'] for case in cases)
    comparison.same('cases.total', len(cases), said['total'])
    for name in ('completed', 'ongoing', 'abandoned', 'unknown'):
        comparison.same('cases.' + name, states[name], said[name])
    comparison.same('cases.never_started', states['never-started'], said['never_started'])
    comparison.same('cases.conforming', sum(case['conforming'] == 'yes' for case in cases), said['conforming'])
    comparison.same('cases.undated', sum(case['dated'] == 'no' and case['contacts'] != '0' for case in cases), said['undated'])
    for case in cases:
        contacts = by_case.get(case['case'], [])
        comparison.same('cases.contacts of each', len(contacts), int(case['contacts']))
        comparison.same('cases.planned of each', sum(contact['verdict'] == 'planned' for contact in contacts), int(case['planned']))
        comparison.same('cases.extra of each', sum(contact['move'] == 'extra' for contact in contacts), int(case['extra']))
        comparison.same('cases.redundant of each', sum(contact['verdict'] in CAUSE_OF for contact in contacts), int(case['redundant']))
        comparison.same('cases.minutes of each', +sum((ledger(contact) for contact in contacts), Counter()), +ledger(case))
        starts = [instant(contact['start'] or contact['end'])[0] for contact in contacts]
        ends = [instant(contact['end'] or contact['start'])[0] for contact in contacts]
        dated = [time for time in starts if time is not None]
        comparison.same('cases.dated of each', bool(dated), case['dated'] == 'yes')
        elapsed = max(time for time in ends if time is not None) - min(dated) if dated else 0
        comparison.same('cases.elapsed of each', elapsed, int(case['elapsed_seconds']))
        comparison.same('cases.elapsed classes of each', sum(int(case[name + '_seconds']) for name in ('contact', 'announced', 'overrun', 'own')), elapsed)


def totals(cases):
    sums, elapsed = Counter(), Counter()
    for case in cases:
        sums += ledger(case)
        elapsed.update({name: int(case[name + '_seconds']) for name in ('contact', 'announced', 'overrun', 'own')})
    return sums, elapsed


def unproductive(case):
    sums = ledger(case)
    return sum(sums['unproductive_' + cause.replace('-', '_')] for cause in CAUSES)


def compare_time(audit, cases, comparison):
    started = [case for case in cases if case['contacts'] != '0']
    finished = [case for case in cases if case['take_up'] == 'completed']
    time, completed, contacts = audit['time'], audit['completed'], audit['contacts']
    for key, group, summed, place in (('time', started, cases, time), ('completed', finished, finished, completed)):
        sums, elapsed = totals(summed)
        compare_active(comparison, key + '.active_minutes', sums, place['active_minutes'], place['unproductive_by_cause'])
        comparison.same(key + '.elapsed_seconds', {name: elapsed[name] for name in place['elapsed_seconds']}, place['elapsed_seconds'])
        compare_summary(comparison, key + '.active_minutes_per_case', [ledger(case)['active'] for case in group], place['active_minutes_per_case'], 60)
        compare_summary(comparison, key + '.unproductive_minutes_per_case', [unproductive(case) for case in group],
                        place['unproductive_minutes_per_case'], 60)
        compare_summary(comparison, key + '.elapsed_seconds_per_case', [int(case['elapsed_seconds']) for case in group if case['dated'] == 'yes'],
                        place['elapsed_seconds_per_case'])
    comparison.same('completed.cases', len(finished), completed['cases'])
    comparison.same('completed.dated', sum(case['dated'] == 'yes' for case in finished), completed['dated'])
    compare_summary(comparison, 'contacts.per_case', [int(case['contacts']) for case in started], contacts['per_case'])
    compare_summary(comparison, 'contacts.redundant_per_case', [int(case['redundant']) for case in started], contacts['redundant_per_case'])
    compare_summary(comparison, 'completed.contacts', [int(case['contacts']) for case in finished], completed['contacts'])
    compare_summary(comparison, 'completed.redundant', [int(case['redundant']) for case in finished], completed['redundant'])


def compare_steps(audit, contacts, cases, waits, journey, comparison):
    matched, named, answers = defaultdict(set), Counter(), defaultdict(list)
    skipped, went_on = Counter(), Counter()
    for contact in contacts:
        named[contact['step']] += 1
        if contact['move'] == 'match':
            matched[contact['step']].add(contact['case'])
            answers[contact['step']].append(contact)
    for case in cases:
        skipped.update(filter(None, case['skipped'].split('|')))
        went_on.update(filter(None, case['skipped_went_on'].split('|')))
    of_step = defaultdict(list)
    for wait in waits:
        of_step[wait['step']].append(wait)
    for said in audit['steps']:
        step, key, lines = said['id'], 'steps.' + said['id'], of_step[said['id']]
        comparison.same(key + '.cases', len(matched[step]), said['cases'])
        comparison.same(key + '.contacts', named[step], said['contacts'])
        comparison.same(key + '.skipped', skipped[step], said['skipped'])
        comparison.same(key + '.skipped_cases', went_on[step], said['skipped_cases'])
        lived = [instant(wait['end'])[0] - instant(wait['start'])[0] for wait in lines if wait['came'] == 'yes']
        days = said['wait_days']
        comparison.same(key + '.wait n', len(lived), days['n'])
        comparison.same(key + '.wait median', quantile(lived, 0.5) / DAY if lived else None, days['median'])
        comparison.same(key + '.wait p90', quantile(lived, 0.9) / DAY if lived else None, days['p90'])
        comparison.same(key + '.wait late', sum(wait['late'] == 'yes' for wait in lines), days['late'])
        comparison.same(key + '.wait late_limit', sum(wait['late_limit'] == 'yes' for wait in lines), days['late_limit'])
        comparison.same(key + '.wait never came', sum(wait['late'] == 'yes' and wait['came'] == 'no' for wait in lines), days['never_came_late'])
        comparison.same(key + '.overrun', sum(int(wait['overrun_seconds']) for wait in lines), said['overrun_seconds'])
        compare_satisfaction(comparison, key + '.satisfaction', answers[step], said['satisfaction'])
        if journey:
            announced, limit = journey.step[step].wait, journey.step[step].limit
            comparison.same(key + '.wait announced', announced / DAY if announced is not None else None, days['announced'])
            comparison.same(key + '.wait limit', limit / DAY if limit is not None else None, days['limit'])


def compare_take_up(audit, cases, by_case, journey, comparison):
    said = audit['takeup']
    without = [case for case in cases if case['take_up'] in ('abandoned', 'never-started')]
    completed = [case for case in cases if case['take_up'] == 'completed']
    population, causes = len(completed) + len(without), Counter(case['non_take_up'] or 'unknown' for case in without)
    comparison.same('takeup.population', population, said['population'])
    comparison.same('takeup.completed', len(completed), said['completed'])
    comparison.same('takeup.rate', len(completed) / population if population else None, said['rate'])
    comparison.same('takeup.refused', sum(case['refused'] == 'yes' for case in cases), said['refused'])
    comparison.same('takeup.not_taken_up', len(without), said['not_taken_up'])
    comparison.same('takeup.cause_stated', sum(case['non_take_up_basis'] == 'stated' for case in without), said['cause_stated'])
    for cause, count in said['by_cause'].items():
        comparison.same('takeup.by_cause.' + cause, causes[cause], count)
    for case in without:
        if case['non_take_up_basis'] != 'derived' or not journey:
            continue
        contacts = by_case.get(case['case'], [])
        tried = any(contact['step'] and journey.step[contact['step']].needs for contact in contacts)
        comparison.same('takeup.cause of each', 'not-known' if not contacts else 'not-received' if tried else 'not-requested', case['non_take_up'])


def compare_profiles(audit, path, comparison):
    """Columns of cases.csv after its own: of 2 to 20 values each is a profile."""
    header, rows = table(path)
    own = header.index('skipped_went_on') + 1
    cases = [dict(zip(header[:own], row)) for row in rows]
    found = {}
    for column in range(own, len(header)):
        values = defaultdict(list)
        for case, row in zip(cases, rows):
            values[plain(row[column])].append(case)
        if 2 <= len([value for value in values if value]) <= 20:
            found.update({(plain(header[column]), value): group for value, group in values.items()})
    told = {(visible(line['attribute']), visible(line['value'] or '')): line for line in audit['profiles']}
    comparison.same('profiles.groups', set(found), set(told))
    for key, said in told.items():
        group = found.get(key, [])
        comparison.same('profiles.cases', len(group), said['cases'])
        comparison.same('profiles.contacts', sum(int(case['contacts']) for case in group), said['contacts'])
        comparison.same('profiles.redundant', sum(int(case['redundant']) for case in group), said['redundant'])
        comparison.same('profiles.completed', sum(case['take_up'] == 'completed' for case in group), said['completed'])
        comparison.same('profiles.active_minutes', sum(ledger(case)['active'] for case in group), seconds_of(said['active_minutes']))
        comparison.same('profiles.unproductive_minutes', sum(map(unproductive, group)), seconds_of(said['unproductive_minutes']))


def visible(text):
    """As a table can hold it: control characters replaced."""
    return re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]', '\ufffd', text)


def compare_input(audit, contacts, cases, comparison):
    said = audit['input']
    off_map = Counter(contact['step_as_written'] for contact in contacts if not contact['step'])
    comparison.same('input.off_map', sum(off_map.values()), said['off_map'])
    comparison.same('input.unmatched', dict(off_map), {visible(line['label']): line['contacts'] for line in said['unmatched']})
    comparison.same('input.rows', said['used'] + said['rejected'], said['rows'])
    comparison.same('input.files', True, {contact['file'] for contact in contacts} <= set(said['files']))
    comparison.cannot('input.rows, rejected, warnings, missing_time, unparsable_time, missing_name, ambiguous_dates, nearest',
                      'of the files read, not of the contacts')


def compare_fitness(audit, cases, journey, comparison):
    if not journey or journey.path is None:
        comparison.cannot('cases.fitness', 'the shortest run is only found in a path')
        return
    least = shortest(journey, journey.path)
    worst = [int(case['contacts']) + least for case in cases]
    costs = [int(case['cost']) for case in cases]
    ratio = [1 - cost / most if most else 1 for cost, most in zip(costs, worst)]
    comparison.same('fitness.mean', sum(ratio) / len(ratio) if ratio else 1, audit['cases']['fitness']['mean'])
    comparison.same('fitness.log', 1 - sum(costs) / sum(worst) if sum(worst) else 1, audit['cases']['fitness']['log'])


def main():
    path, folder = sys.argv[1], sys.argv[2]
    audit = json.load(open(os.path.join(folder, 'audit.json'), encoding='utf-8'))
    contacts, cases, waits = (records(os.path.join(folder, name + '.csv')) for name in ('contacts', 'cases', 'waits'))
    comparison, by_case = Comparison(), defaultdict(list)
    for contact in contacts:
        by_case[contact['case']].append(contact)
    try:
        journey = Journey(path)
    except ValueError as why:
        journey = None
        comparison.cannot('theory, minutes of each contact, announced waits', why)
    run = compare_theory(audit, journey, comparison) if journey else None
    if journey:
        comparison.same('journey.id', journey.id or '', audit['journey']['id'])
        comparison.same('journey.steps', len(journey.steps), audit['journey']['steps'])
        comparison.same('journey.institutions', len(journey.institutions), audit['journey']['institutions'])
    compare_contacts(audit, contacts, journey, comparison)
    compare_cases(audit, cases, by_case, comparison)
    compare_fitness(audit, cases, journey, comparison)
    compare_time(audit, cases, comparison)
    compare_steps(audit, contacts, cases, waits, journey, comparison)
    compare_extra(audit, by_case, comparison)
    compare_irritants(audit, contacts, comparison)
    compare_satisfaction(comparison, 'satisfaction', contacts, audit['satisfaction'])
    compare_handoffs(audit, by_case, journey, run, comparison)
    compare_documents(audit, by_case, journey, comparison)
    compare_profiles(audit, os.path.join(folder, 'cases.csv'), comparison)
    compare_take_up(audit, cases, by_case, journey, comparison)
    compare_input(audit, contacts, cases, comparison)
    compare_measures(sys.modules[__name__], audit, contacts, cases, by_case, journey, run, comparison)
    comparison.cannot('ci95', 'the draws of the bootstrap; only held against the values')
    comparison.cannot('cases.variants', 'needs the classes of labels')
    comparison.cannot('findings', 'of the journey alone')
    sys.exit(comparison.report())


main()
