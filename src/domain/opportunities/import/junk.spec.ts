import { junkReason } from './junk';

const real = {
  name: 'Mollie Davis Scholarship',
  organization: 'Yakima Rotary Trust',
  description: '',
  eligibility: '',
  amount: '',
  hasUrl: false,
};

describe('junkReason', () => {
  it('lets an opportunity pass', () => {
    expect(junkReason(real)).toBeNull();
    expect(junkReason({ ...real, organization: '', hasUrl: true })).toBeNull();
  });

  it.each([
    [{ name: '' }, 'no name'],
    [{ name: 'N/A' }, 'no name'],
    [{ name: 'Browse Awards' }, 'a navigation row, not an opportunity'],
    [{ name: 'Account Registration' }, 'a navigation row, not an opportunity'],
    [{ name: 'Scholarship Name' }, 'the heading again'],
    [{ name: '12345' }, 'the name is not a name'],
    [{ name: 'https://example.com' }, 'the name is not a name'],
    [{ name: 'x y'.repeat(200) }, 'the name is a text, not a name'],
    [{ name: 'Test Read Only Fields' }, 'a test row'],
    [{ description: 'Lorem ipsum dolor sit amet' }, 'placeholder text'],
    [
      { name: 'You Could WIN $5,000 Toward Your Tuition' },
      'a prize draw that advertises something',
    ],
    [{ description: 'The best essay writing service' }, 'an advertisement'],
    [{ organization: '' }, 'nothing but a name'],
    [{ organization: 'N/A', description: 'mollie davis scholarship!' }, 'nothing but a name'],
  ])('refuses %j', (row, reason) => {
    expect(junkReason({ ...real, ...row })).toBe(reason);
  });
});
