import { type Holding, Scope } from '../../server/auth/scope.ts';
import type { Role } from '../../shared/permissions.ts';

/** Somebody who holds a role for some areas. */
export function scopeOf(role: Role, ...areaCodes: string[]): Scope {
  const holdings = areaCodes.map((areaCode): Holding => ({ role, reach: { kind: 'area', areaCode } }));
  return new Scope({ accountId: 'test', actor: 'test', action: 'test', address: '127.0.0.1' }, holdings);
}
