import fc, { type Arbitrary } from 'fast-check';
import type { Kind, Tree } from '../core/query/model.ts';

// Few letters, so that texts meet; those that trip case, order, patterns and quoting.
const letters = [...'aAsSßẞéÉ\u0301σςΣİiıI%_*.\\\'" &+(),;|=😀\ufffdｚ0'];
const word = fc.string({ unit: fc.constantFrom(...letters), maxLength: 4 });
const piece = fc.string({ unit: fc.constantFrom(...letters.filter((letter) => letter !== '\\')), maxLength: 2 });
const day = fc.integer({ min: -3, max: 3 }).map((days) => Date.UTC(2026, 0, 1) + days * 86_400_000);
const optional = <T>(value: Arbitrary<T>) => fc.option(value, { freq: 3 });
const flag = fc.boolean();

const TYPES = ['Vendor', 'Client', 'Operations'] as const;
const STATUSES = ['Active', 'Enabled', 'Disabled'] as const;
const LEVELS = ['Express', 'Elite', 'NotApplicable'] as const;

/** Of an enum, the values it may be asked for. */
type FieldKind = Exclude<Kind, 'enum'> | readonly string[];

const values: Record<Exclude<Kind, 'enum'>, Arbitrary<string | number | boolean>> = {
  text: fc.oneof(word, fc.constantFrom('Active', 'Disabled', 'Vendor', 'Client', 'API', 'all')),
  number: fc.integer({ min: 0, max: 4 }),
  boolean: flag,
  date: day,
};

const TOKEN_FIELDS: Record<string, FieldKind> = {
  id: 'text',
  name: 'text',
  description: 'text',
  icon: 'text',
  status: 'text',
  'account.id': 'text',
  'account.type': TYPES,
  'account.status': STATUSES,
  'account.serviceLevel': LEVELS,
  'account.externalId': 'text',
  'account.externalIds.pyraTenantId': 'text',
  'account.eligibility.partner': 'boolean',
  'account.address.city': 'text',
  'account.revision': 'number',
  'account.audit.created.at': 'date',
  'account.href': 'text',
  'account.name': 'text',
  'account.icon': 'text',
  revision: 'number',
  lastAccessAt: 'date',
  'audit.created.at': 'date',
  'audit.disabled.at': 'date',
  'audit.created.by.id': 'text',
  'audit.created.of.name': 'text',
  href: 'text',
};
const MODULE_FIELDS: Record<string, FieldKind> = {
  id: 'text',
  code: 'text',
  revision: 'number',
  'audit.updated.at': 'date',
  name: 'text',
  description: 'text',
  'settings.paid': 'boolean',
  'settings.default': 'boolean',
  'settings.eligibility.multi': 'boolean',
};

/** Conditions on scalar fields, and whatever else there is in their place. */
function trees(scalars: Record<string, FieldKind>, others: Arbitrary<Tree>[]): Arbitrary<Tree> {
  const fieldOf = (kind: FieldKind) => {
    const found = Object.entries(scalars).filter(([, other]) => kind === other);
    return found.length > 0 ? fc.constantFrom(...found.map(([field]) => field)) : undefined;
  };
  const simple: Arbitrary<Tree>[] = [...others];
  for (const fieldKind of new Set(Object.values(scalars))) {
    const field = fieldOf(fieldKind) ?? fc.constant('');
    const kind = typeof fieldKind === 'string' ? fieldKind : 'enum';
    const value = typeof fieldKind === 'string' ? values[fieldKind] : fc.constantFrom(...fieldKind);
    const op = kind === 'boolean' ? fc.constantFrom('eq', 'ne') : fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le');
    simple.push(
      fc.record({ op, kind: fc.constant(kind), field, value }) as Arbitrary<Tree>,
      fc.record({ op, kind: fc.constant(kind), field, other: field }) as Arbitrary<Tree>,
      fc.record({
        op: fc.constantFrom('in', 'out'),
        kind: fc.constant(kind),
        field,
        values: fc.array(value, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ op: fc.constantFrom('isNull', 'hasValue'), field }),
    );
  }
  const textField = fieldOf('text');
  if (textField) {
    const pieces = fc.array(piece, { minLength: 1, maxLength: 3 });
    simple.push(fc.record({ op: fc.constantFrom('like', 'ilike'), field: textField, pieces }));
    // One letter of another case somewhere in the text: what random patterns seldom find.
    const somewhere = fc.constantFrom(...'ßSσςΣİ\u0307ıÉ').map((letter) => ['', letter, '']);
    simple.push(fc.record({ op: fc.constant('ilike'), field: textField, pieces: somewhere }));
  }
  return fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.oneof(...simple),
      fc.record({ op: fc.constantFrom('and', 'or'), terms: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ op: fc.constant('not'), term: tie('tree') }),
    ) as Arbitrary<Tree>,
  })).tree;
}

function overElements(field: string, term: Arbitrary<Tree>): Arbitrary<Tree>[] {
  return [
    fc.record({ op: fc.constantFrom('any', 'all'), field: fc.constant(field), term }),
    fc.constant({ op: 'some', field }),
  ];
}

const ofText = trees({ 'self()': 'text' }, []);
const ofModule = trees(MODULE_FIELDS, [
  ...overElements('settings.type', ofText),
  ...overElements('filters.group.buyers', ofText),
  ...overElements('accountTypes', trees({ 'self()': TYPES }, [])),
]);
const ofToken = trees(TOKEN_FIELDS, [
  ...overElements('modules', ofModule),
  ...overElements('account.groups', trees({ id: 'text', name: 'text' }, [])),
  ...overElements('extensions', trees({ id: 'text' }, [])),
]);

export const world = fc.record({
  accounts: fc.array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      status: fc.constantFrom(...STATUSES),
      name: word,
      icon: word,
      serviceLevel: optional(fc.constantFrom(...LEVELS)),
      externalId: optional(word),
      externalIds: optional(fc.record({ pyraTenantId: word })),
      eligibility: optional(fc.record({ client: flag, partner: flag })),
      address: optional(fc.record({ city: word })),
      groups: optional(fc.array(fc.record({ id: word, name: word }), { maxLength: 2 })),
      revision: fc.integer({ min: 1, max: 4 }),
      createdAt: day,
    }),
    {
      minLength: 2,
      maxLength: 3,
    },
  ),
  modules: fc.array(
    fc.record({
      name: word,
      description: optional(word),
      type: optional(fc.uniqueArray(fc.constantFrom('API', 'Portal', 'ß'))),
      buyers: optional(fc.uniqueArray(fc.constantFrom('selected', 'all'))),
      accountTypes: fc.uniqueArray(fc.constantFrom(...TYPES)),
      revision: fc.integer({ min: 1, max: 4 }),
      updatedAt: day,
      paid: optional(flag),
      default: flag,
      multi: optional(flag),
    }),
    { minLength: 3, maxLength: 3 },
  ),
  tokens: fc.array(
    fc.record({
      name: word,
      description: optional(word),
      icon: optional(word),
      status: fc.constantFrom('Active', 'Disabled', 'Deleted'),
      account: fc.nat(),
      modules: fc.uniqueArray(fc.integer({ min: 0, max: 2 })),
      extensions: optional(fc.array(word, { maxLength: 2 })),
      revision: fc.integer({ min: 1, max: 4 }),
      lastAccessAt: optional(day),
      created: day,
      disabled: optional(day),
      by: optional(word),
      of: optional(word),
    }),
    { minLength: 8, maxLength: 16 },
  ),
});
export type World = typeof world extends Arbitrary<infer W> ? W : never;

const order = fc.uniqueArray(fc.record({ field: fc.constantFrom(...Object.keys(TOKEN_FIELDS)), descending: flag }), {
  maxLength: 3,
  selector: ({ field }) => field,
});
export const question = fc.record({ tree: ofToken, order, limit: fc.integer({ min: 0, max: 20 }), offset: fc.nat(10) });
