import { testCombinations } from './combinations.ts';
import { faults } from './faults.ts';

describe('words typed and posted', () => {
  testCombinations(faults);
});
