/**
 * What the generated types must say whoever generates them, as a TypeScript module that compiles only if they do.
 * An `any` in place of a type fails as well: it equals nothing but itself.
 */
export const PROMISES = `
  import type { Create, Created } from './consumer.js';

  type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
  const promise = <_Holds extends true>() => {};

  promise<Equal<Create extends { name: string } ? true : false, true>>();
  promise<Equal<{ description: string } extends Create ? true : false, false>>();
  promise<Equal<{ name: string } extends Create ? true : false, true>>();
  promise<Equal<Created['token'], string>>();
  promise<Equal<Created['id'], string>>();
  promise<Equal<Created['revision'], number>>();
  promise<Equal<\`\${Created['status']}\`, 'Active' | 'Disabled' | 'Deleted'>>();
  promise<Equal<Created['modules'][number]['id'], string>>();
  promise<Equal<Created['account']['id'], string>>();
  promise<Equal<Created['audit']['created']['at'], string>>();
  promise<Equal<Created['audit']['updated']['at'], string>>();
`;
