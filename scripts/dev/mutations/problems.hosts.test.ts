import { problems } from './problems.ts';
import { testMutations } from './testing.ts';

testMutations(problems);
