import {
  courseStaffTopic,
  courseTopic,
  crisisTopicOf,
  jobTopic,
  readTopicName,
  sessionTopic,
  studentTopic,
  userTopic,
} from './topic-name';

const UUID = '123e4567-e89b-12d3-a456-426614174000';

describe('Names of topics', () => {
  it('are read as the contract writes them', () => {
    expect(readTopicName(`student:${UUID}`)).toEqual({ kind: 'student', uuid: UUID });
    expect(readTopicName(`job:${UUID.toUpperCase()}`)).toEqual({ kind: 'job', uuid: UUID });
    expect(readTopicName(`user:${UUID}`)).toEqual({ kind: 'user', uuid: UUID, id: null });
    expect(readTopicName('user:7')).toEqual({ kind: 'user', uuid: null, id: 7 });
    expect(readTopicName('session:2147483647')).toEqual({ kind: 'session', id: 2_147_483_647 });
    expect(readTopicName('course:1')).toEqual({ kind: 'course', id: 1 });
    expect(readTopicName('course_staff:1')).toEqual({ kind: 'course_staff', id: 1 });
    expect(readTopicName('crisis_alerts')).toEqual({ kind: 'crisis_alerts' });
  });

  it.each([
    '',
    '*',
    '>',
    ':',
    'student',
    'student:',
    'student:*',
    'student:>',
    'student:7',
    `student:${UUID} `,
    `student:${UUID}\n`,
    `student:${UUID}\u0000`,
    `STUDENT:${UUID}`,
    `student:{${UUID}}`,
    `student:${UUID.replaceAll('-', '')}`,
    `student:${UUID}:${UUID}`,
    `course:${UUID}`,
    'course:0',
    'course:01',
    'course:-1',
    'course:1.5',
    'course:1e3',
    'course:+1',
    'course: 1',
    'course:١',
    'course:2147483648',
    'course:99999999999999999999',
    `course:${'9'.repeat(10_000)}`,
    'course:1,2',
    'course:*',
    'course_staff:*',
    'session:sess_1',
    'job:7',
    'user:usr_abc',
    'crisis_alerts:all',
    'crisis_alerts:7',
    'crisis_alerts\u0000',
    'Crisis_alerts',
    'realtime',
    'constructor',
    '__proto__',
  ])('are nothing else: %j', (name) => {
    expect(readTopicName(name)).toBeNull();
  });

  it('are the same in the log, however clients write them', () => {
    expect(studentTopic(UUID.toUpperCase())).toBe(`student:${UUID}`);
    expect(userTopic(UUID.toUpperCase())).toBe(`user:${UUID}`);
    expect(jobTopic(UUID.toUpperCase())).toBe(`job:${UUID}`);
    expect([sessionTopic(3), courseTopic(3), courseStaffTopic(3), crisisTopicOf(3)]).toEqual([
      'session:3',
      'course:3',
      'course_staff:3',
      'crisis_alerts:3',
    ]);
  });
});
