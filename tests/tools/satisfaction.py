#!/usr/bin/env python3
"""satisfaction.py SURVEY.csv satisfaction.json - make the figures of a satisfaction map anew out of its survey, without parcours.

The survey is plain: semicolons, marks as numbers, "item : importance", "Satisfaction globale"; what is no number is no answer.
Says how many figures are the same, or which are not (exit status 1)."""
import csv
import itertools
import json
import math
import statistics
import sys

OVERALL = 'Satisfaction globale'
checked = 0
wrong = []


def same(what, got, wanted, tolerance=1e-9):
    global checked
    checked += 1
    if got is None or wanted is None:
        if got is not wanted:
            wrong.append(f'{what}: {got}, made anew {wanted}')
    elif not isinstance(wanted, float):
        if got != wanted:
            wrong.append(f'{what}: {got}, made anew {wanted}')
    elif abs(got - wanted) > tolerance * max(1, abs(wanted)):
        wrong.append(f'{what}: {got}, made anew {wanted}')


def number(text):
    try:
        return float(text.replace(',', '.'))
    except ValueError:
        return None


def pearson(a, b):
    mean_a, mean_b = statistics.fmean(a), statistics.fmean(b)
    aa = sum((x - mean_a) ** 2 for x in a)
    bb = sum((y - mean_b) ** 2 for y in b)
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b)) / math.sqrt(aa * bb)


def ranks(values):
    return [sum(v < x for v in values) + (sum(v == x for v in values) + 1) / 2 for x in values]


def solve(matrix, right):
    """Gauss and Jordan, with pivots."""
    n = len(right)
    rows = [list(matrix[i]) + [right[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def explained(subset, among, with_overall):
    if not subset:
        return 0.0
    right = [with_overall[i] for i in subset]
    beta = solve([[among[i][k] for k in subset] for i in subset], right)
    return sum(b * r for b, r in zip(beta, right))


def shapley(among, with_overall):
    p = len(with_overall)
    value = {s: explained(s, among, with_overall) for size in range(p + 1) for s in itertools.combinations(range(p), size)}
    share = [0.0] * p
    for subset, r2 in value.items():
        for i in range(p):
            if i not in subset:
                weight = math.factorial(len(subset)) * math.factorial(p - len(subset) - 1) / math.factorial(p)
                share[i] += weight * (value[tuple(sorted(subset + (i,)))] - r2)
    return share, value[tuple(range(p))]


def main():
    survey_file, json_file = sys.argv[1:3]
    with open(survey_file, encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file, delimiter=';'))
    found = json.load(open(json_file, encoding='utf-8'))
    names = [n for n in rows[0] if n + ' : importance' in rows[0]]
    marks = {n: [number(r[n]) for r in rows] for n in rows[0]}
    overall = marks[OVERALL]
    method, least = found['importance']['method'], found['options']['min_group']
    same('respondents', found['survey']['respondents'], len(rows))
    same('overall', found['overall']['mean'], statistics.fmean(x for x in overall if x is not None))
    same('items', [i['name'] for i in found['items']] == names, True)

    given = {n: [x for x in marks[n] if x is not None] for n in names}
    importance, counted = {}, {}
    both = {n: [(x, y) for x, y in zip(marks[n], overall) if x is not None and y is not None] for n in names}
    if method == 'stated':
        for n in names:
            stated = [x for x in marks[n + ' : importance'] if x is not None]
            importance[n], counted[n] = statistics.fmean(stated), len(stated)
    elif method == 'correlation':
        for n in names:
            importance[n], counted[n] = pearson(*zip(*both[n])), len(both[n])
    else:
        told = sum(y is not None for y in overall)
        enter = [n for n in names if len(given[n]) >= least and 2 * len(both[n]) >= told]
        complete = [r for r in range(len(rows)) if overall[r] is not None and all(marks[n][r] is not None for n in enter)]
        column = {n: [marks[n][r] for r in complete] for n in enter + [OVERALL]}
        among = [[pearson(column[a], column[b]) for b in enter] for a in enter]
        with_overall = [pearson(column[n], column[OVERALL]) for n in enter]
        same('complete answers', found['importance']['complete_answers'], len(complete))
        if method == 'regression':
            values = solve(among, with_overall)
            r2 = sum(b * r for b, r in zip(values, with_overall))
        else:
            raw, r2 = shapley(among, with_overall)
            values = [100 * s / r2 for s in raw]
            for n, s in zip(enter, raw):
                same(f'{n}: share of R2', next(i for i in found['items'] if i['name'] == n)['share_of_determination'], s)
        same('R2', found['importance']['determination'], r2)
        importance, counted = dict(zip(enter, values)), {n: len(complete) for n in enter}
        for i, n in enumerate(enter):
            unit = [1.0 if k == i else 0.0 for k in range(len(enter))]
            same(f'{n}: inflation', next(x for x in found['items'] if x['name'] == n)['variance_inflation'], solve(among, unit)[i])

    placed = [n for n in names if n in importance and len(given[n]) >= least]
    values = [[statistics.fmean(given[n]) for n in placed], [importance[n] for n in placed]]
    rule = found['cut']['rule']
    cut = [statistics.fmean(v) if rule == 'means' else statistics.median(v) for v in values]
    if rule == 'thresholds':
        cut = [found['cut']['satisfaction'], found['cut']['importance']]
    same('cut of satisfaction', found['cut']['satisfaction'], cut[0])
    same('cut of importance', found['cut']['importance'], cut[1])
    for item in found['items']:
        n, satisfaction = item['name'], item.get('satisfaction')
        if len(given[n]) < least:
            same(f'{n}: nothing is told', sorted(item), ['missing', 'name'])
            continue
        mean = statistics.fmean(given[n])
        same(f'{n}: mean', satisfaction['mean'], mean)
        same(f'{n}: answers', satisfaction['answers'], len(given[n]))
        same(f'{n}: indicative', item['indicative'], len(given[n]) < 30)
        x, y = zip(*both[n])
        same(f'{n}: Pearson', item['correlation']['pearson'], pearson(x, y))
        same(f'{n}: Spearman', item['correlation']['spearman'], pearson(ranks(x), ranks(y)))
        error = statistics.pstdev(given[n]) / math.sqrt(len(given[n]))
        for end, side in zip(satisfaction['ci95'], (-1, 1)):        # the bootstrap's ends are near those of theory
            same(f'{n}: interval', abs(end - (mean + side * 1.96 * error)) < 0.3 * error, True)
        same(f'{n}: has a place', item['missing'] is None, n in placed)
        if n not in placed:
            continue
        same(f'{n}: importance', item['importance']['value'], importance[n], 1e-8)
        same(f'{n}: importance rests on', item['importance']['answers'], counted[n])
        high = importance[n] >= cut[1]
        same(f'{n}: quadrant', item['quadrant'],
             ('build-on' if high else 'maintain') if mean >= cut[0] else ('improve-first' if high else 'watch'))
        for key, c in zip(('satisfaction', 'importance'), cut):
            low, top = item[key]['ci95']
            same(f'{n}: {key} at the limit', item[key]['at_limit'], low <= c <= top)
    order = ['improve-first', 'build-on', 'maintain', 'watch']
    by_number = sorted((i for i in found['items'] if i['missing'] is None), key=lambda i: i['number'])
    same('numbers', [i['number'] for i in by_number], list(range(1, len(placed) + 1)))
    same('order', by_number, sorted(by_number, key=lambda i: (order.index(i['quadrant']), -i['importance']['value'])))
    for line in wrong:
        print(line)
    print(f'{checked - len(wrong)} figures of {checked} are the same')
    sys.exit(1 if wrong else 0)


main()
