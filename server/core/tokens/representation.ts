import type { components } from '../../../generated/schema.ts';
import { representAccount } from '../accounts/representation.ts';
import { representModule } from '../modules/representation.ts';
import {
  AUDIT_EVENTS,
  type AuditRecord,
  type AuditTrail,
  type ModuleSummary,
  type TokenSummary,
  type TokenView,
} from '../ports/store.ts';
import { timestamp } from '../representation.ts';

type Schemas = components['schemas'];

/** A token with every field that has a value and that is shown by default. */
export type TokenRepresentation = Omit<Schemas['ApiToken'], '$meta'>;

/** What a token has and is not shown by default [select.omitted]. */
export const OMITTED = ['audit'];

/** A token as its creation answers it. */
export type CreatedRepresentation = Omit<Schemas['ApiTokenCreated'], '$meta'>;

/** A token with all that it refers to, before `select`. */
export type WholeRepresentation = Omit<TokenRepresentation, 'account' | 'modules'> & {
  account: ReturnType<typeof representAccount>;
  modules: ReturnType<typeof representModule>[] | Schemas['TokenModule'][];
  audit: Schemas['TokenAudit'];
};

/**
 * A token with its account and its modules as their own resources show them, for `select` to choose from [select.references].
 * The account is always one that exists for who sees the token; modules are for some callers only.
 */
export function representWhole(token: TokenView, credential: string, showsModules: boolean): WholeRepresentation {
  const { href, ...shown } = representToken(token, credential);
  return {
    ...shown,
    account: representAccount(token.account),
    modules: token.modules.map(showsModules ? representModule : embedModule),
    audit: representAudit(token.audit),
    href,
  };
}

/** Null suppression: fields without a value are left out, so those of a view that are `null` do not appear. */
export function representToken(token: TokenSummary, credential: string): TokenRepresentation {
  const { id, name, description, icon, status, account, extensions, lastAccessAt, revision } = token;
  return {
    id,
    name,
    ...(description !== null && { description }),
    ...(icon !== null && { icon }),
    status,
    token: credential,
    account: { id: account.id, type: account.type, status: account.status, name: account.name, icon: account.icon },
    modules: token.modules.map(embedModule),
    ...(extensions !== null && { extensions }),
    ...(lastAccessAt !== null && { lastAccessAt: timestamp(lastAccessAt) }),
    revision,
    href: `/accounts/api-tokens/${id}`,
  };
}

function embedModule({ id, name, description, filters, settings }: ModuleSummary): Schemas['TokenModule'] {
  return { id, name, ...(description !== null && { description }), ...(filters !== null && { filters }), settings };
}

function representAudit(trail: AuditTrail): Schemas['TokenAudit'] {
  const events = AUDIT_EVENTS.flatMap((name) => {
    const event = trail[name];
    return event ? [[name, representEvent(event)]] : [];
  });
  return Object.fromEntries(events);
}

/** An event of what came through the API: it always has an actor. */
export function representApiEvent({ at, by, of }: Required<AuditRecord>): Schemas['ApiAuditEvent'] {
  return { at: timestamp(at), by, of };
}

function representEvent({ at, by, of }: AuditRecord): Schemas['AuditEvent'] {
  return { at: timestamp(at), ...(by && { by }), ...(of && { of }) };
}
