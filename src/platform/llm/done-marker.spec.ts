import { DoneMarker } from './done-marker';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the mark of the end', () => {
  it.each(['data: [DONE]\n\n', 'data:[DONE]\n', 'data: [DONE] \r\n', ': hi\r\rdata: [DONE]\r'])(
    'is found in %j, cut anywhere',
    (text) => {
      for (let cut = 0; cut <= text.length; cut++) {
        const marker = new DoneMarker();
        const found = [text.slice(0, cut), text.slice(cut)].map((part) =>
          marker.foundIn(bytes(part)),
        );
        expect(found).toContain(true);
      }
    },
  );

  it.each([
    'data: {"content":"data: [DONE]"}\n',
    'xdata: [DONE]\n',
    'data: [DONE]x\n',
    `data: [DONE]${' '.repeat(40)}x\n`,
    'event: [DONE]\n',
    'data: [DON\n',
  ])('is not found in %j', (text) => {
    const marker = new DoneMarker();

    expect(marker.foundIn(bytes(text))).toBe(false);
    expect(marker.atEnd()).toBe(false);
  });

  it('may be the very end, without a line break', () => {
    const marker = new DoneMarker();

    expect(marker.foundIn(bytes('data: {}\n\ndata: [DONE]'))).toBe(false);
    expect(marker.atEnd()).toBe(true);
  });
});
