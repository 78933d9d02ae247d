import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportUsersReport } from '../../../shared/administration.ts';
import { byteOrderMark, csvLine } from '../../../shared/csv.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { FileField, FormError } from '../../ui/Field.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import styles from './admin.module.css';
import { fileProblem } from './fileProblem.ts';
import { useRefreshAccounts } from './useRefreshAccounts.ts';

/** Faults shown at once; a wrong file has one in each row. */
const shownFaults = 100;

/** Accounts from a table: first it is said what would be done, then it is done whole or not at all. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const refresh = useRefreshAccounts();
  const [file, setFile] = useState<string | null>(null);
  const importing = useMutation(trpc.account.importUsers.mutationOptions({ onSuccess: refresh, gcTime: 0 }));
  const report = importing.data;
  const take = async (chosen: File) => {
    const bytes = base64(await chosen.arrayBuffer());
    setFile(bytes);
    importing.mutate({ file: bytes, dryRun: true });
  };
  return (
    <Dialog title={t('admin.import')} isWide onClose={onClose}>
      <p>{t('admin.importLead')}</p>
      <div className={styles.files}>
        <FileField label={t('admin.file')} accept=".csv,text/csv" onChoose={(chosen) => void take(chosen)} />
        <Button onClick={() => saveFile(`${t('admin.template')}.csv`, [template()], 'text/csv;charset=utf-8')}>
          {t('admin.template')}
        </Button>
      </div>
      <FormError>
        {importing.error ? (fileProblem(importing.error, t) ?? errorText(importing.error, t)) : null}
      </FormError>
      {report && <Report report={report} />}
      <Buttons>
        <Button onClick={onClose}>{t(report && report.created.length > 0 ? 'ui.done' : 'ui.cancel')}</Button>
        {file && report && report.faults.length === 0 && report.created.length === 0 && (
          <Button isPrimary isDisabled={importing.isPending} onClick={() => importing.mutate({ file, dryRun: false })}>
            {t('admin.importNow', { count: report.rows })}
          </Button>
        )}
      </Buttons>
    </Dialog>
  );
}

/** The headers the server knows, and a line to write over. */
function template(): string {
  const head = csvLine(['用户名', '姓名', '角色', '区划代码', '网格街巷', '人员编号']);
  return byteOrderMark + head + csvLine(['zhangsan', '张三', '村两委', '371082999001', '', '']);
}

function base64(buffer: ArrayBuffer): string {
  const pieces: string[] = [];
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(''));
}

function Report({ report }: { report: ImportUsersReport }) {
  const { t } = useTranslation();
  if (report.created.length > 0) return <Created created={report.created} />;
  if (report.faults.length === 0) return <p role="status">{t('admin.importGood', { count: report.rows })}</p>;
  return (
    <>
      <p role="status">{t('admin.importBad', { count: report.faults.length })}</p>
      <ul className={styles.faults}>
        {report.faults.slice(0, shownFaults).map(({ row, column, fault }) => (
          <li key={`${row} ${column} ${fault}`}>
            {t('admin.faultAt', { row, column: t(`admin.column.${columnOf(column)}`) })} {t(`admin.fault.${fault}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

const columns = ['username', 'displayName', 'role', 'areaCode', 'zone', 'person'] as const;

function columnOf(name: string): (typeof columns)[number] {
  return columns.find((column) => column === name) ?? 'username';
}

function Created({ created }: Pick<ImportUsersReport, 'created'>) {
  const { t } = useTranslation();
  const save = () => {
    const lines = created.map(({ username, password }) => csvLine([username, password]));
    const head = byteOrderMark + csvLine([t('session.username'), t('admin.oneTimePassword')]);
    saveFile(`${t('admin.oneTimePassword')}.csv`, [head, ...lines], 'text/csv;charset=utf-8');
  };
  return (
    <>
      <p role="status">{t('admin.importDone', { count: created.length })}</p>
      <ul className={styles.passwords}>
        {created.map(({ username, password }) => (
          <li key={username}>
            {username} <code>{password}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={save}>{t('admin.savePasswords')}</Button>
      </div>
    </>
  );
}
