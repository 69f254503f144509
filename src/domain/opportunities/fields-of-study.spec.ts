import { fieldsIn } from './fields-of-study';

describe('fieldsIn', () => {
  it.each([
    ['Computer Science', ['computing']],
    ['Mechanical Engineering', ['engineering']],
    ['political science', ['public_service']],
    ['Young Writers Workshop', ['writing']],
    ['National Merit', []],
  ])('reads %j as %j', (text, fields) => {
    expect(fieldsIn(text)).toEqual(fields);
  });

  it('takes STEM for all of its fields', () => {
    expect(fieldsIn('STEM')).toEqual([
      'biology',
      'chemistry',
      'computing',
      'engineering',
      'environment',
      'health',
      'mathematics',
      'physics',
    ]);
  });
});
