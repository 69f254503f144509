import { entityTagOf, isNamedBy } from './entity-tag';

const TAG = entityTagOf('{"success":true}');
const OTHER = entityTagOf('{"success":false}');

describe('An entity tag', () => {
  it('is quoted, and the same for the same body only', () => {
    expect(TAG).toMatch(/^"[\w-]{27}"$/);
    expect(entityTagOf('{"success":true}')).toBe(TAG);
    expect(OTHER).not.toBe(TAG);
  });

  it.each([
    ['itself', TAG],
    ['its weak form', `W/${TAG}`],
    ['a list', `${OTHER}, ${TAG}`],
    ['a list without spaces', `${OTHER},W/${TAG},"x"`],
    ['a list with an odd tag', `"a,b", ${TAG}`],
    ['any', '*'],
    ['any, with spaces', ' * '],
  ])('is named by %s', (_, header) => expect(isNamedBy(header, TAG)).toBe(true));

  it.each([
    ['nothing', ''],
    ['another', OTHER],
    ['itself without quotes', TAG.slice(1, -1)],
    ['a longer one', `"${TAG.slice(1, -1)}x"`],
    ['itself within another', `"x${TAG.slice(1, -1)}"`],
    ['an open quote', TAG.slice(0, -1)],
    ['a star among others', `${OTHER}, *`],
  ])('is not named by %s', (_, header) => expect(isNamedBy(header, TAG)).toBe(false));
});
