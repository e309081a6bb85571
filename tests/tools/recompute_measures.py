"""The further subjects of audit.json (src/measure/measures.h) once more, for recompute.py: from contacts.csv, cases.csv and the
journey. Definitions: the headers in src/measure. Intervals are only held against their values."""
from collections import Counter, defaultdict

DONE_NOT = {'failed', 'redirected', 'incomplete', 'abandoned'}
OFFLINE_NOT = {'web', 'email', 'video', 'automatic'}
ONLY_STATED = {'clarification', 'institution-error', 'recourse'}


class Anew:
    def __init__(self, tools, audit, contacts, cases, by_case, journey, run, comparison):
        self.tools, self.audit, self.journey, self.run, self.comparison = tools, audit, journey, run, comparison
        self.contacts, self.cases, self.by_case = contacts, cases, by_case
        self.started = [case for case in cases if case['contacts'] != '0']

    def same(self, key, found, said):
        self.comparison.same(key, found, said)

    def estimate(self, key, tops, bottoms, said):
        """A ratio of sums over cases."""
        n, top, bottom = sum(b > 0 for b in bottoms), sum(tops), sum(bottoms)
        self.same(key + '.n', n, said['n'])
        self.same(key + '.value', top / bottom if bottom else None, said['value'])
        if bottom and top:
            low, high = said['ci95']
            self.same(key + '.ci95 in order', True, low <= high)

    def of(self, case):
        return self.by_case.get(case['case'], [])

    def times(self, contacts):
        """First start and last end of the dated ones, or None."""
        instant = self.tools.instant
        starts = [t for t in (instant(c['start'] or c['end'])[0] for c in contacts) if t is not None]
        ends = [t for t in (instant(c['end'] or c['start'])[0] for c in contacts) if t is not None]
        return (min(starts), max(ends)) if starts else None

    def unproductive(self, sums):
        return sum(sums['unproductive_' + cause.replace('-', '_')] for cause in self.tools.CAUSES)

    def itself(self, contact):
        return contact['institution'] in self.journey.itself

    # --- subjects ---

    def interlocutors(self):
        said, tools = self.audit['interlocutors'], self.tools
        if self.run is not None:
            planned = {self.journey.step[s].institution for s in self.run if not self.journey.step[s].automatic}
            self.same('interlocutors.planned', len(planned - self.journey.itself - {None}), said['planned'])
        met, overlaps, pairs, most = {}, {}, defaultdict(lambda: [0, 0]), 0
        for case in self.started:
            spans = defaultdict(list)
            for contact in self.of(case):
                if contact['institution'] and not self.itself(contact):
                    spans[contact['institution']].append(contact)
            met[case['case']] = len(spans)
            runs = {}
            for name, contacts in spans.items():
                dated = [c for c in contacts if c['start'] or c['end']]
                start, end = self.times(dated) or (0, 0)
                if len(dated) > 1 and end > start:
                    runs[name] = (start, end)
            edges = sorted([(s, 1) for s, _ in runs.values()] + [(e, -1) for _, e in runs.values()])
            seconds = running = 0
            for i, (at, change) in enumerate(edges):
                seconds += at - edges[i - 1][0] if running >= 2 else 0
                running += change
                most = max(most, running)
            overlaps[case['case']] = seconds
            for a in runs:
                for b in runs:
                    both = min(runs[a][1], runs[b][1]) - max(runs[a][0], runs[b][0])
                    if self.journey.institutions.index(a) < self.journey.institutions.index(b) and both > 0:
                        pairs[a, b][0] += 1
                        pairs[a, b][1] += both
        dated = [case for case in self.started if case['dated'] == 'yes']
        tools.compare_summary(self.comparison, 'interlocutors.per_case', list(met.values()), said['per_case'])
        tools.compare_summary(self.comparison, 'interlocutors.completed',
                              [met[case['case']] for case in self.started if case['take_up'] == 'completed'], said['completed'])
        over = [overlaps[case['case']] for case in dated]
        tools.compare_summary(self.comparison, 'interlocutors.overlap', over, said['overlap']['seconds_per_case'])
        self.same('interlocutors.dated', len(dated), said['overlap']['dated'])
        self.same('interlocutors.most', most, said['overlap']['most_at_once'])
        self.same('interlocutors.unknown', sum(not c['institution'] for c in self.contacts), said['contacts_institution_unknown'])
        self.estimate('interlocutors.share', [o > 0 for o in over], [1] * len(over), said['overlap']['share_of_cases'])
        self.estimate('interlocutors.of_elapsed', over, [int(case['elapsed_seconds']) for case in dated],
                      said['overlap']['share_of_elapsed'])
        self.same('interlocutors.pairs', {k: tuple(v) for k, v in pairs.items()},
                  {(p['a'], p['b']): (p['users'], p['seconds']) for p in said['overlap']['pairs']})

    def attempts(self):
        """By case and step: contacts that name it, times done."""
        found = {}
        for case in self.started:
            tries = defaultdict(lambda: [0, 0])
            for contact in self.of(case):
                if contact['step']:
                    tries[contact['step']][0] += 1
                    tries[contact['step']][1] += contact['move'] == 'match' and contact['outcome'] not in DONE_NOT
            found[case['case']] = tries
        return found

    def resolved(self, key, tries, said, contacts=None):
        """tries: a list a case of [contacts, done]."""
        flat = [one for case in tries for one in case]
        self.same(key + '.cases', len(flat), said['cases'])
        self.same(key + '.done', sum(done for _, done in flat), said['done'])
        self.same(key + '.first', sum(count == done for count, done in flat), said['first_contact'])
        totals = contacts if contacts is not None else [sum(count for count, _ in case) for case in tries]
        self.same(key + '.contacts', sum(totals), said['contacts'])
        self.estimate(key + '.per_done', totals, [sum(done for _, done in case) for case in tries], said['contacts_per_done'])
        self.estimate(key + '.first_share', [sum(count == done for count, done in case) for case in tries],
                      [len(case) for case in tries], said['first_contact_share'])

    def resolution(self):
        said, found = self.audit['resolution'], self.attempts()
        every = [list(tries.values()) for tries in found.values()]
        counts = [int(case['contacts']) for case in self.started]
        self.resolved('resolution.all', every, said, counts)
        ratios = [n / sum(d for _, d in tries) for n, tries in zip(counts, every) if sum(d for _, d in tries)]
        self.tools.compare_summary(self.comparison, 'resolution.per_case', ratios, said['contacts_per_step_done_per_case'])
        for line in said['steps']:
            self.resolved('resolution.' + line['id'], [[t[line['id']]] for t in found.values() if line['id'] in t], line)
        for line in said['institutions']:
            mine = [[v for s, v in t.items() if self.journey.step[s].institution == line['id']] for t in found.values()]
            self.resolved('resolution.' + line['id'], [tries for tries in mine if tries], line)

    def plan(self):
        said, journey = self.audit['plan'], self.journey
        self.same('plan.steps', len(journey.steps), said['steps'])
        self.same('plan.requests', sum(len(step.needs) for step in journey.steps), said['document_requests'])
        self.same('plan.documents', len({d for step in journey.steps for d in step.needs}), said['documents'])
        self.same('plan.automatic', sum(step.automatic for step in journey.steps), said['steps_automatic'])
        met = {step.institution for step in journey.steps if not step.automatic} - journey.itself - {None}
        self.same('plan.institutions', len(met), said['institutions'])
        self.same('plan.handoffs', sum(line['planned'] for line in self.audit['handoffs']), said['handoffs'])
        if journey.path is None:
            self.comparison.cannot('plan.choices, runs, longest', 'the journey is a flow')
            return
        kinds = Counter(self.tools.kind_of(element) for element in journey.path.iter())
        for key, kind in (('choices', 'choice'), ('options', 'option'), ('optionals', 'optional'), ('repeats', 'repeat'),
                          ('any_orders', 'any-order')):
            self.same('plan.' + key, kinds[kind], said[key])

        def extent(element):
            kind, parts = self.tools.kind_of(element), [extent(child) for child in element if self.tools.kind_of(child) in PARTS]
            if kind == 'step':
                return journey.step[element.get('id')].wait or 0, 1
            days = [part[0] for part in parts]
            longest = max(days, default=0) if kind in ('choice', 'any-order') else sum(days)
            runs = sum(part[1] for part in parts) if kind == 'choice' else 1
            for part in parts if kind != 'choice' else []:
                runs *= part[1]
            return longest, runs + (kind == 'optional')
        longest, runs = extent(journey.path)
        self.same('plan.longest', longest / self.tools.DAY, said['longest_wait_days'])
        self.same('plan.runs', min(float(runs), 1e15), float(said['runs']))

    def burden(self):
        said = self.audit['burden']
        hours = [self.tools.ledger(case)['active'] / 3600 for case in self.started]
        waste = [self.unproductive(self.tools.ledger(case)) / 3600 for case in self.started]
        ones = [1] * len(self.started)
        self.same('burden.hours', float(sum(hours)), float(said['user']['hours']))
        self.estimate('burden.hours_per_case', hours, ones, said['user']['hours_per_case'])
        self.estimate('burden.unproductive', waste, ones, said['user']['unproductive_hours_per_case'])
        tariff = said['user']['euros_per_hour']
        if tariff is not None:
            self.same('burden.euros_per_case', sum(hours) / len(hours) * tariff if hours else None,
                      said['user']['euros_per_case']['value'])
        place = said['institutions']
        cost = {line['channel']: line['cost_per_contact'] or 0 for line in place['by_channel']}
        known = {line['channel'] for line in place['by_channel'] if line['cost_per_contact'] is not None}
        borne = [c for c in self.contacts if not self.itself(c)]
        spent = lambda some: float(sum(cost.get(c['channel'] or None, 0) for c in some))
        wasted = [c for c in borne if c['verdict'] in self.tools.CAUSE_OF]
        self.same('burden.contacts', len(borne), place['contacts'])
        self.same('burden.redundant', len(wasted), place['redundant'])
        self.same('burden.euros', spent(borne), float(place['euros']))
        self.same('burden.redundant_euros', spent(wasted), float(place['redundant_euros']))
        self.same('burden.without_cost', sum((c['channel'] or None) not in known and c['channel'] != 'automatic' for c in borne),
                  place['contacts_without_cost'])
        per_case = [spent([c for c in self.of(case) if not self.itself(c)]) for case in self.started]
        self.estimate('burden.euros_of_case', per_case, ones, place['euros_per_case'])
        for line in place['by_institution']:
            mine = [c for c in borne if c['institution'] == line['id']]
            self.same('burden.of ' + line['id'], (len(mine), round(spent(mine), 6)), (line['contacts'], round(line['euros'], 6)))

    def accessibility(self):
        said, journey = self.audit['accessibility'], self.journey
        counted = [step for step in journey.steps if step.via and not step.automatic]
        alone = [step.id for step in counted if all(channel in OFFLINE_NOT for channel in step.via)]
        self.same('accessibility.steps', len(counted), said['steps_with_channel'])
        self.same('accessibility.online_only', alone, [line['id'] for line in said['steps'] if line['online_only']])
        for line in said['steps']:
            step = journey.step[line['id']]
            self.same('accessibility.offline', [c for c in step.via if c not in OFFLINE_NOT], line['offline'])
            self.same('accessibility.documents', len(step.needs), line['documents'])

    def sensitivity(self):
        rules = {
            'as-is': lambda c: c['cause'],
            'chasing-kept': lambda c: '' if c['verdict'] == 'chasing' else c['cause'],
            'off-map-redundant': lambda c: 'repeated-request' if c['verdict'] == 'unplanned' and not c['step']
                                 and c['institution'] and not self.itself(c) else c['cause'],
            'stated-only': lambda c: c['cause'] if c['basis'] == 'stated' else '',
            'estimates-left-out': lambda c: c['cause'],
        }
        for line in self.audit['sensitivity']:
            key, rule, sums, redundant, users = 'sensitivity.' + line['id'], rules[line['id']], Counter(), 0, set()
            for contact in self.contacts:
                cause, changed = rule(contact), dict(contact)
                changed['cause'] = cause
                redundant += bool(cause)
                users.update([contact['case']] if cause else [])
                step = self.journey.step.get(contact['step'])
                if line['id'] == 'estimates-left-out':
                    changed['start'] = changed['end'] = ''
                    step = None
                sums += self.tools.minutes_of_contact(changed, step)
            self.same(key + '.redundant', redundant, line['redundant'])
            self.same(key + '.users', len(users), line['users_redundant'])
            self.same(key + '.active', sums['active'], self.tools.seconds_of(line['active_minutes']))
            self.same(key + '.unproductive', self.unproductive(sums), self.tools.seconds_of(line['unproductive_minutes']))
            self.same(key + '.share', redundant / len(self.contacts) if self.contacts else None, line['redundant_share']['value'])

    def stated(self):
        said, pairs, users = self.audit['stated_and_derived'], Counter(), defaultdict(set)
        for contact in self.contacts:
            if contact['basis'] == 'stated':
                pairs[contact['verdict'], contact['derived_verdict']] += 1
                users[contact['verdict'], contact['derived_verdict']].add(contact['case'])
            else:
                self.same('stated.derived of each', contact['derived_verdict'], contact['verdict'])
        self.same('stated.pairs', {k: (n, len(users[k])) for k, n in pairs.items()},
                  {(l['stated'], l['derived']): (l['contacts'], l['users']) for l in said['confusion']})
        self.same('stated.stated', sum(pairs.values()), said['stated'])
        self.same('stated.agreed', sum(n for (a, b), n in pairs.items() if a == b), said['agreed'])
        self.same('stated.derivable', sum(n for (a, _), n in pairs.items() if a not in ONLY_STATED), said['derivable'])

    def views(self):
        for line in self.audit['institution_view']:
            self.view(line['id'], line['seen'], line['lived'], line['users'])

    def view(self, name, seen, lived, users):
        tools, key, sums, own = self.tools, 'view.' + name, Counter(), []
        delays, files, whole = [], [], []
        for case in self.started:
            mine = [c for c in self.of(case) if c['institution'] == name]
            if not mine:
                continue
            named, repeated, request, complete = set(), 0, None, {}
            for i, contact in enumerate(mine):
                word = contact['step'] or ('off', tools.fold(contact['step_as_written']))
                step = self.journey.step.get(contact['step'])
                matched = contact['move'] == 'match'
                if matched and step.by_institution and request and (contact['start'] or contact['end']):
                    asked, answered = tools.instant(request['end'] or request['start'])[0], tools.instant(contact['start'] or contact['end'])[0]
                    delays.extend([max(0, answered - asked)] if asked is not None else [])
                if word not in named and step and step.needs:
                    complete[contact['step']] = contact['outcome'] != 'incomplete' and not any(
                        c['step'] == contact['step'] and c['verdict'] == 'incomplete-file' for c in mine[i:])
                repeated += word in named
                named.add(word)
                asks = not step.by_institution if matched else contact['verdict'] == 'incomplete-file'
                request = contact if asks and contact['by'] != 'institution' else request
                sums += tools.ledger(contact)
            own.append((len(mine), repeated))
            files.extend(complete.values())
            whole.append(case)
        self.same(key + '.users', len(own), users)
        self.same(key + '.contacts', sum(n for n, _ in own), seen['contacts'])
        self.same(key + '.repeated', sum(r for _, r in own), seen['repeated'])
        self.same(key + '.users_repeated', sum(r > 0 for _, r in own), seen['users_repeated'])
        self.same(key + '.answers', len(delays), seen['delay_days']['n'])
        self.same(key + '.delay', tools.quantile(delays, 0.5) / tools.DAY if delays else None, seen['delay_days']['median'])
        self.same(key + '.files', (len(files), sum(files)), (seen['files'], seen['complete_first']))
        self.same(key + '.active', sums['active'], tools.seconds_of(seen['active_minutes']))
        self.estimate(key + '.per_user', [n for n, _ in own], [1] * len(own), seen['contacts_per_user'])
        self.same(key + '.lived contacts', sum(int(case['contacts']) for case in whole), lived['contacts'])
        self.same(key + '.lived redundant', sum(int(case['redundant']) for case in whole), lived['redundant'])
        elapsed = [int(case['elapsed_seconds']) for case in whole if case['dated'] == 'yes']
        self.same(key + '.lived elapsed', tools.quantile(elapsed, 0.5) / tools.DAY if elapsed else None, lived['elapsed_days_median'])

    def comparison_of_groups(self):
        said = self.audit.get('comparison')
        if not said:
            return
        column = said['by'] if said['by'] in ('institution', 'channel') else None
        if said['by'] == 'file':
            self.comparison.cannot('comparison', 'by file, a pseudonym is another user in each')
            return
        named = {group['value'] for group in said['groups'] if not group['others']}
        parts = defaultdict(list)
        profile = not column and said['by'] in (self.cases[0] if self.cases else {})
        for case in self.cases if profile else self.started:
            groups = defaultdict(list)
            if profile:         # users declared without a contact are in it
                value = case[said['by']] or None
                groups[value if value in named else 'others!'] = self.of(case)
            for contact in () if profile else self.of(case):
                if column == 'institution' and self.itself(contact):
                    continue
                value = (contact[column] if column else case.get(said['by'], contact.get(said['by']))) or None
                groups[value if value in named else 'others!'].append(contact)
            for value, contacts in groups.items():
                parts[value].append(contacts)
        for group in said['groups']:
            mine = parts['others!' if group['others'] else group['value']]
            rest = [c for value, some in parts.items() if some is not mine for c in some]
            key = 'comparison.%s' % (group['value'],)
            redundant = lambda some: sum(c['verdict'] in self.tools.CAUSE_OF for one in some for c in one)
            self.same(key + '.users', len(mine), group['users'])
            self.same(key + '.contacts', sum(map(len, mine)), group['contacts'])
            for name, total in (('contacts', lambda some: sum(map(len, some))), ('redundant', redundant)):
                value = total(mine) / len(mine) if mine else None
                other = total(rest) / len(rest) if rest else None
                self.same(f'{key}.{name}', value, group['figures'][name]['value'])
                self.same(f'{key}.{name} of the rest', other, group['figures'][name]['rest'])
                if value is not None and other is not None:
                    self.same(f'{key}.{name} difference', float(value - other), float(group['figures'][name]['difference']))


PARTS = {'step', 'path', 'phase', 'any-order', 'choice', 'option', 'optional', 'repeat'}


def compare_measures(*arguments):
    anew = Anew(*arguments)
    anew.stated()
    if not anew.journey:
        anew.comparison.cannot('interlocutors, resolution, plan, burden, accessibility, sensitivity, institution_view, comparison',
                               'they need the steps of a journey of its own format')
        return
    for subject in (anew.interlocutors, anew.resolution, anew.plan, anew.burden, anew.accessibility, anew.sensitivity, anew.views,
                    anew.comparison_of_groups):
        subject()
