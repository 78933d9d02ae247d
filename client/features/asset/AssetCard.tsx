import { useQuery } from '@tanstack/react-query';
import { Landmark, LocateFixed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AssetCard as AssetCardData } from '../../../shared/asset.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { useArrival } from '../../map/useArrival.ts';
import { goTo } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Aside, Card, Facts, None } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { CardOf } from '../../ui/CardOf.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Selection } from '../../url/mapState.ts';
import styles from './asset.module.css';
import { type Contract, contractOn } from './contract.ts';

/** 资产资源: what it is, and how its contract stands. */
export function AssetCard({ selection }: { selection: Selection }) {
  const trpc = useTRPC();
  const { countyCode, id } = selection;
  const query = useQuery(trpc.asset.get.queryOptions({ countyCode, id }));
  useArrival(selection, query.data && { where: query.data.position });
  return <CardOf query={query}>{(asset) => <AssetDetails asset={asset} />}</CardOf>;
}

function AssetDetails({ asset }: { asset: AssetCardData }) {
  const { t } = useTranslation();
  const { number, today } = useFormat();
  const { assetKind } = useLabels();
  const contract = contractOn(today, asset);
  const size = asset.size === null ? <Aside>{t('ui.unknown')}</Aside> : `${number(asset.size, 0)} m²`;
  return (
    <Card
      kicker={
        <>
          <Landmark size={14} aria-hidden />
          {assetKind[asset.kind]}
        </>
      }
      title={asset.name}
      tags={contract.kind === 'ending' || contract.kind === 'ended' ? <DaysLeft contract={contract} /> : null}
      actions={
        <Button onClick={() => goTo(asset.position)}>
          <LocateFixed size={16} aria-hidden />
          {t('ui.showOnMap')}
        </Button>
      }
      footer={<CardFooter updatedAt={asset.updatedAt} />}
    >
      <Facts rows={[{ label: t('asset.size'), value: size }]} />
      <ContractPart asset={asset} contract={contract} />
    </Card>
  );
}

function ContractPart({ asset, contract }: { asset: AssetCardData; contract: Contract }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const unknown = <Aside>{t('ui.unknown')}</Aside>;
  if (contract.kind === 'none') {
    return (
      <Section title={t('asset.contract')}>
        <None>{t('asset.notLet')}</None>
      </Section>
    );
  }
  const period = [asset.contractFrom, asset.contractTo].map((day) => day ?? '…').join(' – ');
  return (
    <Section
      title={t('asset.contract')}
      aside={contract.kind === 'running' ? <DaysLeft contract={contract} /> : undefined}
    >
      <Facts
        rows={[
          { label: t('asset.lessee'), value: asset.lessee || unknown },
          { label: t('asset.period'), value: contract.kind === 'openEnded' ? t('asset.openEnded') : period },
          {
            label: t('asset.rent'),
            value: asset.rent === null ? unknown : t('asset.rentOf', { amount: number(asset.rent, 0) }),
          },
        ]}
      />
      {contract.kind === 'openEnded' || contract.used === null ? null : (
        <Term used={contract.used} kind={contract.kind} />
      )}
    </Section>
  );
}

function Term({ used, kind }: { used: number; kind: 'running' | 'ending' | 'ended' }) {
  const { t } = useTranslation();
  const words = t('asset.termUsed', { percent: formatPercent(used, 1) });
  return (
    <div className={styles.term}>
      <div className={styles.bar} role="img" aria-label={words}>
        <span data-kind={kind} style={{ width: `${used * 100}%` }} />
      </div>
      <Aside>{words}</Aside>
    </div>
  );
}

function DaysLeft({ contract }: { contract: Extract<Contract, { daysLeft: number }> }) {
  const { t } = useTranslation();
  const { daysLeft, kind } = contract;
  const words =
    daysLeft === 0
      ? t('asset.endsToday')
      : daysLeft < 0
        ? t('asset.ended', { count: -daysLeft })
        : t('asset.daysLeft', { count: daysLeft });
  return kind === 'running' ? words : <Tag tone="danger">{words}</Tag>;
}
