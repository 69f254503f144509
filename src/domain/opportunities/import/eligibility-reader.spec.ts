import { readEligibility, readScope } from './eligibility-reader';

const NOTHING = {
  minGpa: null,
  grades: null,
  states: null,
  citizenship: null,
  needsFinancialNeed: false,
  maxHouseholdIncome: null,
  hasOtherConditions: false,
};

describe('readEligibility', () => {
  it.each([
    ['High school seniors with a minimum 3.0 GPA', { minGpa: 3, grades: [12] }],
    ['Students with a 3.4+ high school GPA; need is preferred', { minGpa: 3.4 }],
    ['GPA of at least 2.75', { minGpa: 2.75 }],
    ['A 3.0 GPA for seniors, 3.5 GPA for juniors', {}],
    ['A 3.8 GPA is preferred.', {}],
    ['Open to grades 9-12.', { grades: [9, 10, 11, 12] }],
    ['High school juniors and seniors', { grades: [11, 12] }],
    ['High school seniors and undergraduate students', {}],
    ['U.S. citizens', { citizenship: ['US'] }],
    ['Canadian citizens or permanent residents', { citizenship: ['CA', 'CA-PR'] }],
    ['Open to residents of West Virginia', { states: ['WV'] }],
    ['Resident of Colorado Montana, Utah or Wyoming', { states: ['CO', 'MT', 'UT', 'WY'] }],
    [
      'Students with critical financial need (family income of less than $55,000)',
      { needsFinancialNeed: true, maxHouseholdIncome: 55_000 },
    ],
    ['Women in engineering', { hasOtherConditions: true }],
    ['Anybody', {}],
  ])('reads %j', (text, rules) => {
    expect(readEligibility(text)).toEqual({ ...NOTHING, ...rules });
  });
});

describe('readScope', () => {
  it.each([
    ['students of Yakima County', null, 'local'],
    ['residents of Ohio', ['OH'], 'state'],
    ['a nationwide contest', null, 'national'],
    ['a contest', null, null],
  ] as const)('reads %j as %j', (text, states, scope) => {
    expect(readScope(text, states)).toBe(scope);
  });
});
