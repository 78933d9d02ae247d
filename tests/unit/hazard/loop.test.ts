import { describe, expect, it } from 'vitest';
import { hazardStates } from '../../../shared/hazard.ts';
import {
  hazardLoop,
  hazardSteps,
  type LoopState,
  mayTake,
  missingOf,
  nextSteps,
  referralAfter,
  stepInputSchema,
} from '../../../shared/hazardLoop.ts';
import { outcomeOf } from '../../../shared/hazardRules.ts';
import { roleMay, roles } from '../../../shared/permissions.ts';

const referrals = [null, 'town', 'county'] as const;
const strangers = { roles: [], isAssignee: false, isReporter: false };

describe('the loop of a hazard', () => {
  it('leads from the report to the end by the roles of its steps, and to every state', () => {
    const reached = new Set<string>(['reported']);
    for (let round = 0; round < hazardStates.length; round++) {
      for (const step of hazardSteps) {
        const { from, to } = hazardLoop[step];
        if (from.some((state) => reached.has(state))) reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual([...hazardStates].sort());
    const official = { roles: ['villageOfficial'] as const, isAssignee: false, isReporter: false };
    let hazard: LoopState = { state: 'reported', referredTo: null };
    for (const step of ['verify', 'assign', 'start', 'finish', 'recheck', 'close', 'reopen'] as const) {
      expect(nextSteps(hazard, official), `${step} from ${hazard.state}`).toContain(step);
      hazard = { state: hazardLoop[step].to, referredTo: referralAfter(step, hazard.referredTo) };
    }
    expect(hazard.state).toBe('verified');
  });

  it('has these steps and no others, with what each needs', () => {
    // Said once more in words, so that no step is added or widened by accident.
    const officials = ['countyAnalyst', 'townOfficial', 'villageOfficial'];
    const deciders = [...officials, 'gridLead'];
    const table = {
      verify: ['reported > verified', '', deciders],
      reject: ['reported verified > rejected', 'note', deciders],
      assign: ['verified assigned rectifying > assigned', 'assignee', deciders],
      start: ['assigned > rectifying', '', ['townOfficial', 'villageOfficial', 'gridLead', 'laneLead']],
      finish: ['rectifying > rectifying', 'note photo', ['townOfficial', 'villageOfficial', 'gridLead', 'laneLead']],
      recheck: ['rectifying > rechecked', 'note', deciders],
      fail: ['rectifying rechecked > assigned', 'note', deciders],
      close: ['rechecked > closed', 'note', officials],
      rate: ['closed > closed', 'satisfied', [...deciders, 'laneLead']],
      reopen: ['closed rejected > verified', 'note', deciders],
      refer: ['reported verified assigned rectifying > verified', 'note', officials],
      handBack: ['verified assigned rectifying > verified', 'note', officials],
    };
    const written = hazardSteps.map((step) => {
      const { from, to, needs, action } = hazardLoop[step];
      return [step, [`${from.join(' ')} > ${to}`, needs.join(' '), roles.filter((role) => roleMay(role, action))]];
    });
    expect(Object.fromEntries(written)).toEqual(table);
  });

  it('allows a step from the states of its row and to the roles of its action, and to nobody else', () => {
    for (const step of hazardSteps) {
      const rule = hazardLoop[step];
      for (const state of hazardStates) {
        for (const referredTo of referrals) {
          for (const role of roles) {
            const allowed = mayTake(step, { state, referredTo }, { ...strangers, roles: [role] });
            const levels = { countyAnalyst: 3, townOfficial: 2 } as const;
            const level = role === 'countyAnalyst' || role === 'townOfficial' ? levels[role] : 1;
            const needed = referredTo === 'county' ? 3 : referredTo === 'town' ? 2 : 1;
            const leads =
              rule.from.includes(state) &&
              !(step === 'handBack' && referredTo === null) &&
              !(step === 'refer' && referredTo === 'county');
            expect(allowed, `${step} from ${state} at ${referredTo} by ${role}`).toBe(
              leads && roleMay(role, rule.action) && level >= needed,
            );
          }
        }
      }
    }
  });

  it('lets whom it is assigned to mend it, and who reported it rate and reopen it, whatever their role', () => {
    for (const state of hazardStates) {
      const hazard = { state, referredTo: null };
      const assignee = nextSteps(hazard, { ...strangers, isAssignee: true });
      const reporter = nextSteps(hazard, { ...strangers, isReporter: true });
      expect(nextSteps(hazard, strangers)).toEqual([]);
      expect(assignee).toEqual(state === 'assigned' ? ['start'] : state === 'rectifying' ? ['finish'] : []);
      expect(reporter).toEqual(state === 'closed' ? ['rate', 'reopen'] : state === 'rejected' ? ['reopen'] : []);
    }
  });

  it('goes up one level at a time and comes back the same way', () => {
    expect(referralAfter('refer', null)).toBe('town');
    expect(referralAfter('refer', 'town')).toBe('county');
    expect(referralAfter('handBack', 'county')).toBe('town');
    expect(referralAfter('handBack', 'town')).toBeNull();
    expect(referralAfter('assign', 'town')).toBe('town');
  });

  it('says what a step still lacks', () => {
    const lacks = (input: object) => missingOf(stepInputSchema.parse(input));
    expect(lacks({ step: 'verify' })).toEqual([]);
    expect(lacks({ step: 'reject', note: '   ' })).toEqual(['note']);
    expect(lacks({ step: 'finish' })).toEqual(['note', 'photo']);
    expect(lacks({ step: 'finish', note: '已清理', photoIds: [3] })).toEqual([]);
    expect(lacks({ step: 'assign' })).toEqual(['assignee']);
    expect(lacks({ step: 'rate' })).toEqual(['satisfied']);
    expect(lacks({ step: 'rate', satisfied: false })).toEqual([]);
  });
});

describe('closed, on time and satisfied', () => {
  const hazard = { state: 'closed', dueOn: '2026-05-10', closedOn: '2026-05-10', satisfied: false } as const;
  it('are three facts, none of which tells another', () => {
    expect(outcomeOf(hazard, '2026-06-01')).toEqual({ closed: true, onTime: true, satisfied: false });
    expect(outcomeOf({ ...hazard, closedOn: '2026-05-11', satisfied: true }, '2026-06-01')).toEqual({
      closed: true,
      onTime: false,
      satisfied: true,
    });
    expect(outcomeOf({ ...hazard, dueOn: null, satisfied: null }, '2026-06-01')).toEqual({
      closed: true,
      onTime: null,
      satisfied: null,
    });
  });

  it('an open hazard is late from the day after its day, and neither before', () => {
    const open = { ...hazard, state: 'rectifying', closedOn: null } as const;
    expect(outcomeOf(open, '2026-05-10')).toEqual({ closed: false, onTime: null, satisfied: null });
    expect(outcomeOf(open, '2026-05-11')).toEqual({ closed: false, onTime: false, satisfied: null });
  });
});
