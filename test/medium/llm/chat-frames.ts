/** One frame of an OpenAI-style stream. */
export function frame(delta: Record<string, string>, finishReason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ id: 'r', created: 1, model: 'm', choices })}\n\n`;
}

/** A frame with the text `Hello`. */
export const hello = frame({ content: 'Hello' });

/** How a stream ends in good order. */
export const end = `${frame({}, 'stop')}data: [DONE]\n\n`;
