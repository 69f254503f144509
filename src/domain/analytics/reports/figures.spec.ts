import { assessmentFigures } from './assessment-figures';
import { cacheFigures } from './cache-figures';
import { engagementFigures } from './engagement-figures';
import { progressFigures, together } from './progress-figures';

const NOTHING_LEARNED = {
  topicTimeMs: 0,
  topics: 0,
  chatTurns: 0,
  chatTopics: 0,
  sessions: 0,
  sessionTimeMs: 0,
  started: 0,
  completed: 0,
  startedAndCompleted: 0,
};

const NOTHING_HANDED_IN = {
  quizAttempts: 0,
  quizPassed: 0,
  quizFailed: 0,
  quizScored: 0,
  quizScoreSum: 0,
  labSubmissions: 0,
  labAccepted: 0,
  labNeedsWork: 0,
  labScored: 0,
  labScoreSum: 0,
};

const NOTHING_SAID = {
  hits: 0,
  misses: 0,
  opened: 0,
  diverged: 0,
  savedMicrodollars: 0,
  unpricedHits: 0,
  hitDurationMs: 0,
  hitsTimed: 0,
  missDurationMs: 0,
  missesTimed: 0,
};

describe('engagement', () => {
  it('says nothing of averages over nothing', () => {
    expect(engagementFigures(NOTHING_LEARNED)).toEqual({
      averageTimePerTopicSeconds: null,
      averageChatTurnsPerTopicPerUser: null,
      averageSessionDurationSeconds: null,
      sessions: 0,
      chatTurns: 0,
      contentStarted: 0,
      contentCompleted: 0,
      completionRate: null,
    });
  });

  it('divides by pairs, sessions and what was started', () => {
    expect(
      engagementFigures({
        topicTimeMs: 100_000,
        topics: 3,
        chatTurns: 7,
        chatTopics: 2,
        sessions: 6,
        sessionTimeMs: 10_000,
        started: 3,
        completed: 5,
        startedAndCompleted: 2,
      }),
    ).toEqual({
      averageTimePerTopicSeconds: 33.33,
      averageChatTurnsPerTopicPerUser: 3.5,
      averageSessionDurationSeconds: 1.67,
      sessions: 6,
      chatTurns: 7,
      contentStarted: 3,
      contentCompleted: 5,
      completionRate: 0.6667,
    });
  });
});

describe('progress', () => {
  const enrollments = { active: 1, completed: 2, dropped: 3 };
  const counts = {
    masteredTopics: 5,
    activePersons: 3,
    courseCompletions: 2,
    courseDrops: 3,
    interruptions: 1,
    enrollments,
  };

  it('divides mastered topics by those who were active', () => {
    expect(progressFigures(counts).averageMasteredTopicsPerUser).toBe(1.67);
    expect(
      progressFigures({ ...counts, activePersons: 0 }).averageMasteredTopicsPerUser,
    ).toBeNull();
  });

  it('adds up the enrolments of courses', () => {
    expect(together([enrollments, enrollments])).toEqual({ active: 2, completed: 4, dropped: 6 });
    expect(together([])).toEqual({ active: 0, completed: 0, dropped: 0 });
  });
});

describe('assessments', () => {
  it('say nothing of rates over nothing', () => {
    const figures = assessmentFigures(NOTHING_HANDED_IN);
    expect(figures).toMatchObject({ passRate: null, failRate: null, averageQuizScore: null });
    expect(figures.averageLabScore).toBeNull();
  });

  it('have rates over those judged and means over those scored, in percent', () => {
    const figures = assessmentFigures({
      ...NOTHING_HANDED_IN,
      quizAttempts: 5,
      quizPassed: 2,
      quizFailed: 1,
      quizScored: 4,
      quizScoreSum: 30_001,
      labScored: 3,
      labScoreSum: 20_000,
    });
    expect(figures).toMatchObject({
      quizPending: 1,
      passRate: 0.6667,
      failRate: 0.3333,
      averageQuizScore: 75,
      averageLabScore: 66.67,
    });
  });

  it('have none pending when scores came without their attempts', () => {
    expect(assessmentFigures({ ...NOTHING_HANDED_IN, quizScored: 2 }).quizPending).toBe(0);
  });
});

describe('the cache', () => {
  it('saves what its hits would have taken longer', () => {
    const figures = cacheFigures({
      ...NOTHING_SAID,
      hits: 10,
      misses: 5,
      opened: 8,
      diverged: 3,
      savedMicrodollars: 1_234_567,
      unpricedHits: 2,
      hitDurationMs: 300,
      hitsTimed: 9,
      missDurationMs: 10_000,
      missesTimed: 3,
    });
    expect(figures).toEqual({
      hits: 10,
      misses: 5,
      hitRate: 0.6667,
      sessionsOpened: 8,
      sessionsDiverged: 3,
      divergenceRate: 0.375,
      moneySavedUsd: 1.234567,
      unpricedHits: 2,
      timeSavedSeconds: 33,
    });
  });

  it('saves no time when its hits are slower, and says nothing without both means', () => {
    const slow = { ...NOTHING_SAID, hits: 2, hitDurationMs: 900, hitsTimed: 2 };
    expect(cacheFigures(slow).timeSavedSeconds).toBeNull();
    expect(cacheFigures({ ...slow, missDurationMs: 100, missesTimed: 1 }).timeSavedSeconds).toBe(0);
    expect(cacheFigures(NOTHING_SAID).hitRate).toBeNull();
  });
});
