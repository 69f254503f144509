import { isHardBounce } from './bounce';

describe('A refusal by a mail server', () => {
  it.each([
    '550 5.1.1 no such user',
    '550 no such user here',
    '551 user not local',
    '553-mailbox name not allowed',
    '550 5.1.2 bad destination system',
    '550 5.2.1 mailbox disabled',
  ])('"%s" says that the address will never work', (reply) => {
    expect(isHardBounce(reply)).toBe(true);
  });

  it.each([
    '550 5.7.1 looks like advertising',
    '554 5.7.1 refused by policy',
    '552 5.2.2 mailbox full',
    '554 transaction failed',
    'The server takes no mail like this.',
  ])('"%s" is about this mail alone', (reply) => {
    expect(isHardBounce(reply)).toBe(false);
  });
});
