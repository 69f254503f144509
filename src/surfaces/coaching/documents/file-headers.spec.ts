import { contentDisposition } from './file-headers';

describe('the name of a file in a header', () => {
  it.each([
    ['essay.pdf', `attachment; filename="essay.pdf"; filename*=UTF-8''essay.pdf`],
    ['Größe.pdf', `attachment; filename="Gro_e.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf`],
    ['a"b\\c;.pdf', `attachment; filename="a_b_c_.pdf"; filename*=UTF-8''a%22b%5Cc%3B.pdf`],
    [
      "it's (1)*.pdf",
      `attachment; filename="it's (1)*.pdf"; filename*=UTF-8''it%27s%20%281%29%2A.pdf`,
    ],
    ['a\r\nX: y.pdf', `attachment; filename="a__X: y.pdf"; filename*=UTF-8''a%0D%0AX%3A%20y.pdf`],
  ])('%j', (name, header) => {
    expect(contentDisposition(name)).toBe(header);
  });

  it('never leaves ASCII or its quotes', () => {
    const header = contentDisposition('履歴書 😀 \uD800.pdf');
    expect(header).toMatch(
      /^attachment; filename="[ !#-[\]-~]*"; filename\*=UTF-8''[\w%.!#$&+^`|~-]+$/,
    );
  });
});
