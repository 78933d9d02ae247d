import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { grantableLevels, type Post } from '../../../shared/administration.ts';
import { levelOfCode } from '../../../shared/area.ts';
import { type Role, reachOf, roles } from '../../../shared/permissions.ts';
import { useMapDescription } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { Choice } from '../../ui/Field.tsx';

/** A role and where it holds, as far as it is chosen. */
export type PostDraft = { role: Role | ''; areaCode: string; zoneId: number | null };
export const noPost: PostDraft = { role: '', areaCode: '', zoneId: null };

/** The post, once everything it needs is chosen. */
export function postOf({ role, areaCode, zoneId }: PostDraft): Post | null {
  if (role === '' || areaCode === '') return null;
  return (reachOf[role] === 'zone') === (zoneId !== null) ? { role, areaCode, zoneId } : null;
}

/** Chooses a role, an area of a level that it can be granted for, and a zone for leads. */
export function PostFields({ post, onChange }: { post: PostDraft; onChange: (post: PostDraft) => void }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const areas = useMapDescription()?.areas ?? [];
  const { role } = post;
  const levels = role === '' ? [] : grantableLevels[role];
  return (
    <>
      <Choice
        label={t('admin.role')}
        value={role}
        onChange={(event) => onChange({ ...noPost, role: roles.find((each) => each === event.target.value) ?? '' })}
      >
        <option value="">{t('admin.choose')}</option>
        {roles
          .filter((each) => grantableLevels[each].length > 0)
          .map((each) => (
            <option key={each} value={each}>
              {labels.role[each]}
            </option>
          ))}
      </Choice>
      {role !== '' && (
        <Choice
          label={t('admin.area')}
          value={post.areaCode}
          onChange={(event) => onChange({ role, areaCode: event.target.value, zoneId: null })}
        >
          <option value="">{t('admin.choose')}</option>
          {areas
            .filter(({ code }) => levels.includes(levelOfCode(code)))
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
        </Choice>
      )}
      {role !== '' && reachOf[role] === 'zone' && post.areaCode !== '' && (
        <ZoneChoice post={post} onChange={onChange} />
      )}
    </>
  );
}

function ZoneChoice({ post, onChange }: { post: PostDraft; onChange: (post: PostDraft) => void }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const zones = useQuery(trpc.account.zones.queryOptions({ villageCode: post.areaCode })).data ?? [];
  return (
    <Choice
      label={t('admin.zone')}
      value={post.zoneId ?? ''}
      onChange={(event) => onChange({ ...post, zoneId: event.target.value === '' ? null : Number(event.target.value) })}
    >
      <option value="">{t('admin.choose')}</option>
      {zones
        .filter(({ role }) => role === post.role)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </Choice>
  );
}
