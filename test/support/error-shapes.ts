export type SurfaceName = 'learning' | 'coaching' | 'developer' | 'operations';

/** The error shape of each contract, as Jest matches it, by the reply's status. */
export const ERROR_SHAPES: Readonly<Record<SurfaceName, (status: number) => unknown>> = {
  learning: (): unknown => ({ detail: expect.anything() }),
  coaching: (status): unknown => ({
    error: {
      code: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.any(String),
      details: expect.any(Object),
    },
    status_code: status,
  }),
  developer: (): unknown => ({
    success: false,
    error: {
      code: expect.stringMatching(/^[a-z_]+$/),
      message: expect.any(String),
      details: expect.any(Array),
    },
  }),
  operations: (): unknown => ({
    message: expect.any(String),
    code: expect.stringMatching(/^[a-z_]+$/),
  }),
};

/** Signs of a stack trace, a path of ours or a driver's text in a reply. */
export const LEAKS = /\bat (async |new |Object\.|\/|file:)|node_modules|\.ts:\d|\.js:\d|stack"/;
