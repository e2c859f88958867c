import type { Resource } from '../generated/fields.ts';
import type { components } from '../generated/schema.ts';

type Schemas = components['schemas'];

export type Account = With<Schemas['AccountSelection'], 'id' | 'type' | 'status' | 'name' | 'href' | '$meta'>;
export type AccountSelection = Schemas['AccountSelection'];
export type ApiToken = Schemas['ApiToken'];
export type ApiTokenCreate = Schemas['ApiTokenCreate'];
export type ApiTokenCreated = Schemas['ApiTokenCreated'];
export type ApiTokenSelection = Schemas['ApiTokenSelection'];
export type ApiTokenUpdate = Schemas['ApiTokenUpdate'];
export type Module = With<
  Schemas['ModuleSelection'],
  'id' | 'code' | 'name' | 'accountTypes' | 'settings' | 'revision' | 'href' | '$meta'
>;
export type ModuleSelection = Schemas['ModuleSelection'];
export type OpenApiDocument = Schemas['OpenApiDocument'];
export type Problem = Schemas['Problem'];

/**
 * What each resource looks like with its default fields, and with those that `select` left. The contract has a schema of
 * its own for the whole token; of modules and accounts it says that only `select` leaves fields out, and which ones there
 * are, so the fields that always have a value are named here.
 */
interface Representations {
  accounts: { whole: Account; selection: AccountSelection };
  apiTokens: { whole: ApiToken; selection: ApiTokenSelection };
  modules: { whole: Module; selection: ModuleSelection };
}

export type Whole<R extends Resource> = Representations[R]['whole'];
export type Selection<R extends Resource> = Representations[R]['selection'];

/** A member of a list: as it is by id, without a `$meta` of its own. */
export type Item<R extends Resource> = Omit<Whole<R>, '$meta'>;
export type SelectedItem<R extends Resource> = Omit<Selection<R>, '$meta'>;

/** One page of a list. */
export interface Page<T> {
  $meta: Schemas['ListMeta'];
  data: T[];
}

type With<T, Names extends keyof T> = Omit<T, Names> & Required<Pick<T, Names>>;
