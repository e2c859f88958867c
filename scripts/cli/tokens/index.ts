import type { Commands, Group } from '../command.ts';

const commands: Commands = {
  list: { summary: 'shows tokens, all or those of a filter', load: () => import('./list.ts') },
  show: { summary: 'shows one', load: () => import('./show.ts') },
  create: { summary: 'creates one', load: () => import('./create.ts') },
  enable: { summary: 'from Disabled to Active', load: async () => ({ default: (await import('./change.ts')).enable }) },
  disable: {
    summary: 'stops one, until it is enabled',
    load: async () => ({ default: (await import('./change.ts')).disable }),
  },
  delete: { summary: 'stops one for good', load: async () => ({ default: (await import('./change.ts')).remove }) },
  rotate: { summary: 'replaces one by a twin, in steps', load: () => import('./rotate.ts') },
  stale: { summary: 'shows those that nobody used for some days', load: () => import('./stale.ts') },
  leaked: { summary: 'stops one by its credential, and tells who made it', load: () => import('./leaked.ts') },
};

export default { about: 'Lists, creates, changes and rotates the tokens of any deployment.', commands } satisfies Group;
