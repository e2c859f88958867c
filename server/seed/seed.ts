import type { components } from '../../generated/schema.ts';

type Schemas = components['schemas'];

/** A seed file, as `seed.schema.json` describes it. */
export interface Seed {
  modules: SeedModule[];
  accounts: SeedAccount[];
  tokens: SeedToken[];
}

export interface SeedModule {
  id: string;
  code: string;
  name: string;
  description?: string;
  accountTypes: Schemas['AccountType'][];
  settings: Schemas['ModuleSettings'];
  filters?: Schemas['ModuleFilters'];
}

export interface SeedAccount {
  id: string;
  type: Schemas['AccountType'];
  status: Schemas['AccountStatus'];
  name: string;
  icon?: string;
  externalId?: string;
  externalIds?: Schemas['ExternalIds'];
  externalName?: string;
  serviceLevel?: Schemas['ServiceLevel'];
  eligibility?: Schemas['AccountEligibility'];
  address?: Record<string, string>;
  website?: string;
  description?: string;
  technicalSupportEmail?: string;
  defaultLanguageCode?: string;
  groups?: Schemas['UserGroups'];
  /** What the account's tokens may be given. */
  modules: string[];
}

export interface SeedToken {
  id?: string;
  account: string;
  name: string;
  description?: string;
  icon?: string;
  modules: string[];
  status?: Schemas['TokenStatus'];
}
