import type { OperationId } from '../../generated/operations.ts';
import type rules from '../../generated/rules.json';
import type { ProblemCode } from '../../server/core/problems.ts';

/** The id of a rule of the contract. */
export type RuleId = keyof typeof rules;

/** Where a code has one rule whatever the operation. A new code asks for its rule: it does not compile without. */
const ruleOfCode: Readonly<Record<ProblemCode, RuleId>> = {
  'credential.invalid': 'auth.failure-alike',
  'permission.missing': 'policy.neither',
  'path.unknown': 'token.unknown-id',
  'resource.not-found': 'policy.invisible',
  'method.not-allowed': 'addresses.method',
  'request.timeout': 'errors.parser',
  'body.too-large': 'checks.order',
  'body.media-type': 'bodies.no-type',
  'stream.not-acceptable': 'stream.formats',
  'stream.too-large': 'stream.whole',
  'rate.exceeded': 'rate-limit.per-credential',
  'rate.too-many-lists': 'rate-limit.lists',
  'headers.too-large': 'errors.parser',
  'server.failed': 'errors.no-internals',
  'stream.not-available': 'stream.asked',
  'server.unavailable': 'errors.unavailable',
  'request.malformed': 'errors.parser',
  'body.missing': 'bodies.missing',
  'body.malformed': 'bodies.not-an-object',
  'body.not-an-object': 'bodies.not-an-object',
  'name.required': 'create.name',
  'name.invalid': 'token.name',
  'description.invalid': 'token.description',
  'icon.invalid': 'token.icon',
  'account.invalid': 'create.own-account',
  'modules.invalid': 'create.modules',
  'modules.too-many': 'create.bounds',
  'extensions.invalid': 'token.extensions',
  'extensions.too-many': 'create.bounds',
  'account.not-available': 'policy.invisible',
  'account.immutable': 'update.account',
  'account.full': 'create.full',
  'module.not-available': 'create.modules',
  'module.not-assignable': 'create.modules',
  'status.transition': 'life.terminal',
  'precondition.failed': 'precondition.stale',
  'precondition.malformed': 'precondition.form',
  'idempotency-key.malformed': 'idempotency.form',
  'idempotency-key.reused': 'idempotency.body',
  'idempotency-key.running': 'idempotency.running',
  'parameter.repeated': 'query.twice',
  'limit.invalid': 'query.limit',
  'offset.invalid': 'query.limit',
  'page.invalid': 'query.page',
  'filter.encoding': 'query.malformed',
  'filter.syntax': 'rql.errors',
  'filter.unknown-field': 'rql.errors',
  'filter.field': 'rql.errors',
  'filter.value': 'rql.enums',
  'filter.too-complex': 'rql.limits',
  'filter.too-expensive': 'rql.budget',
  'order.encoding': 'query.malformed',
  'order.syntax': 'query.order',
  'order.unknown-field': 'query.order',
  'order.field': 'query.order',
  'select.encoding': 'query.malformed',
  'select.syntax': 'select.additive',
};

const ruleInOperation: Readonly<Partial<Record<`${OperationId} ${ProblemCode}`, RuleId>>> = {
  'enableApiToken status.transition': 'life.enable',
  'disableApiToken status.transition': 'life.disable',
  'deleteApiToken status.transition': 'life.delete-twice',
  'deleteApiToken resource.not-found': 'life.delete-twice',
  'createApiToken permission.missing': 'policy.create-own',
  'listModules permission.missing': 'policy.modules',
  'getModule permission.missing': 'policy.modules',
  'getAccount resource.not-found': 'policy.accounts',
};

/** The rule of the contract that answers with a problem of this code. */
export function ruleOf(code: ProblemCode, operation: OperationId | undefined): RuleId {
  return (operation && ruleInOperation[`${operation} ${code}`]) ?? ruleOfCode[code];
}
