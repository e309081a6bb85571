#!/usr/bin/env python3
"""json-schema.py SCHEMA FILE... - do the files fulfil the JSON Schema (draft 2020-12)? Says what does not; 77: it can't
tell, python3-jsonschema is missing."""
import json
import sys
try:
    import jsonschema
except ImportError:
    sys.exit(77)


def whole(text):
    """JSON as the standard has it: no NaN, and no key twice in one object."""
    def once(pairs):
        seen = dict(pairs)
        if len(seen) != len(pairs):
            raise ValueError(f'a key twice among {[key for key, _ in pairs]}')
        return seen
    def refuse(word):
        raise ValueError(f'{word} is no JSON')
    return json.loads(text, object_pairs_hook=once, parse_constant=refuse)


def undescribed(schema, at='#'):
    """Every property of every object has a description, and says which other ones it may have."""
    if isinstance(schema, list):
        return [found for i, part in enumerate(schema) for found in undescribed(part, f'{at}/{i}')]
    if not isinstance(schema, dict):
        return []
    found = []
    for key, part in schema.get('properties', {}).items():
        if isinstance(part, dict) and not part.get('description'):
            found.append(f'{at}/properties/{key}: no description')
    if schema.get('type') == 'object' and 'additionalProperties' not in schema:
        found.append(f'{at}: additionalProperties is not said')
    for key, part in schema.items():
        found += undescribed(part, f'{at}/{key}')
    return found


def main():
    schema = whole(open(sys.argv[1], encoding='utf-8').read())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    problems = undescribed(schema)
    for name in sys.argv[2:]:
        for error in validator.iter_errors(whole(open(name, encoding='utf-8').read())):
            where = '/'.join(str(part) for part in error.absolute_path)
            problems.append(f'{name}: {where}: {error.message[:200]}')
    print('\n'.join(problems[:40]), end='\n' if problems else '')
    sys.exit(1 if problems else 0)


main()
