import { callers } from './callers.ts';
import { testMutations } from './testing.ts';

testMutations(callers);
