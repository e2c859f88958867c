import { openVault } from '../../server/core/memory/vault.ts';
import type { Vault } from '../../server/core/ports/vault.ts';

/** How every credential begins: what begins so has to be one, so that a wrong one is told. */
const CREDENTIAL = 'idt:';

/** The token that acts for whoever sends a bearer token that is no credential. */
export interface StandIn {
  id: string;
  credential: string;
}

/** The credential that a bearer token stands for. */
export function actingCredential(bearer: string, standIn: StandIn | undefined): string {
  return standIn && !bearer.startsWith(CREDENTIAL) ? standIn.credential : bearer;
}

/** A vault to which such a bearer token is the credential of the stand-in: clients look themselves up by it. */
export function vaultWith(standIn: StandIn | undefined): Vault {
  return { ...openVault, digests: (bearer) => openVault.digests(actingCredential(bearer, standIn)) };
}
