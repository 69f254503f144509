import { type Actor, type Grant, mayAuthorIn } from '../../kernel/actor';
import { authorScopeOf, requireAuthor } from './authorship';
import { NotAnAuthor } from './universities.errors';

function actorWith(...grants: Grant[]): Actor {
  return { userId: 1, userUuid: '', sessionId: '', grants };
}

describe('authorship', () => {
  const student: Grant = { role: 'STUDENT', universityId: null };
  const coachOfOne: Grant = { role: 'COACH', universityId: 1 };
  const instructorOfOne: Grant = { role: 'INSTRUCTOR', universityId: 1 };
  const instructorOfTwo: Grant = { role: 'INSTRUCTOR', universityId: 2 };
  const instructorAnywhere: Grant = { role: 'INSTRUCTOR', universityId: null };
  const admin: Grant = { role: 'PLATFORM_ADMIN', universityId: null };

  it('is nowhere for students and coaches', () => {
    const scope = authorScopeOf(actorWith(student, coachOfOne));
    expect(scope).toEqual({ everywhere: false, universityIds: [] });
  });

  it('names the universities of instructors, each once', () => {
    const scope = authorScopeOf(
      actorWith(coachOfOne, instructorOfOne, instructorOfTwo, instructorOfTwo),
    );
    expect(scope).toEqual({ everywhere: false, universityIds: [1, 2] });
  });

  it('is everywhere for global instructors and platform admins', () => {
    expect(authorScopeOf(actorWith(instructorAnywhere)).everywhere).toBe(true);
    expect(authorScopeOf(actorWith(admin)).everywhere).toBe(true);
  });

  it('agrees with the rule for a single university, whatever the grants', () => {
    const all = [student, coachOfOne, instructorOfOne, instructorOfTwo, instructorAnywhere, admin];
    for (let subset = 0; subset < 2 ** all.length; subset += 1) {
      const actor = actorWith(...all.filter((_, index) => subset & (1 << index)));
      const scope = authorScopeOf(actor);
      for (const universityId of [1, 2, 3]) {
        expect(scope.everywhere || scope.universityIds.includes(universityId)).toBe(
          mayAuthorIn(actor, universityId),
        );
      }
    }
  });

  it('is required before a write', () => {
    expect(() => requireAuthor(actorWith(instructorOfOne), 1)).not.toThrow();
    expect(() => requireAuthor(actorWith(instructorOfOne), 2)).toThrow(NotAnAuthor);
  });
});
