import { changes } from './changes.ts';
import { testMutations } from './testing.ts';

testMutations(changes);
