import type { Crowd } from '../crowd';
import { textOf } from '../load/http-connection';
import { volley } from '../load/load';
import { quantile } from '../load/quantiles';
import { MODEL_CHUNKS } from '../model-server';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { greetingRequest, isWholeGreeting } from './cached-greeting';

const STUDENTS = 500;

/** Everybody asks at the same moment for a greeting that nobody has got yet. */
export async function measureColdGreetings(
  stage: Stage,
  crowd: Crowd,
  coldSession: number,
): Promise<Finding[]> {
  const students = await crowd.newcomers(STUDENTS, coldSession);
  await crowd.settle();
  const callsBefore = stage.model.calls();
  const begin = performance.now();
  const replies = await volley({
    port: stage.trellis.port,
    requests: students.map(greetingRequest),
    isRight: isWholeGreeting,
  });
  const seconds = (performance.now() - begin) / 1000;
  const calls = stage.model.calls() - callsBefore;
  const expected = MODEL_CHUNKS.map(
    (content) => `data: ${JSON.stringify({ content, done: false })}\n\n`,
  ).join('');
  const equal = replies.filter((reply) => {
    const text = textOf(reply);
    return (
      text.startsWith(expected) &&
      text.indexOf('data: ', expected.length) === text.lastIndexOf('data: ')
    );
  });
  const firstBytes = replies.map((reply) => reply.firstByteMs / 1000);
  return [
    {
      measure: `${STUDENTS} cold greetings at once: calls of the model`,
      trellis: String(calls),
      goal: '1',
      isMet: calls === 1,
    },
    {
      measure: '… replies equal to the model’s, chunk by chunk',
      trellis: String(equal.length),
      goal: String(STUDENTS),
      isMet: equal.length === STUDENTS,
    },
    {
      measure: '… first byte, median and last',
      trellis: `${quantile(firstBytes, 0.5).toFixed(2)} s, ${quantile(firstBytes, 1).toFixed(2)} s`,
    },
    { measure: '… until the last reply is whole', trellis: `${seconds.toFixed(2)} s` },
  ];
}
