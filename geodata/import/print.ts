import { accepted, type ImportReport, type TableReport, type Tally, total } from './report.ts';

export type Language = 'zh' | 'en';

/** What was mended and why rows were left out, in words; what stands behind a colon in a reason is a field or a detail. */
const reasons: Record<string, [string, string]> = {
  heightDropped: ['去掉高程（三维转二维）', 'height dropped (3-D to 2-D)'],
  ringClosed: ['首尾不相接的环已闭合', 'open ring closed'],
  emptyPartDropped: ['去掉空的部分', 'empty part dropped'],
  madeValid: ['修复无效图形', 'invalid shape mended'],
  zeroCoordinates: ['坐标 0,0 视为没有坐标', 'coordinates 0,0 taken as none'],
  danglingNodesDropped: ['去掉文件中没有的节点', 'nodes the file lacks dropped'],
  openRingDropped: ['去掉被裁断的边界', 'cut-off part of the border dropped'],
  strayHoleDropped: ['去掉不在外环内的内环', 'hole outside of its area dropped'],
  titleFromFile: ['没有名称，以文件名和序号代替', 'no name: called by file and number'],
  badValue: ['值看不懂，未采用', 'value not understood, left out'],
  unknownWord: ['词语不认识，未采用', 'word not known, left out'],
  unknownLane: ['没有这条街巷，未划入', 'no such lane: not assigned'],
  secondHead: ['一户有两个户主，只保留第一个', 'second head of a household: only the first kept'],
  noGeometry: ['没有图形或坐标', 'no geometry or coordinates'],
  wrongGeometry: ['图形类型不符', 'wrong type of geometry'],
  emptyGeometry: ['图形是空的', 'empty geometry'],
  notNumbers: ['坐标不是数字', 'coordinates are not numbers'],
  outOfRange: ['坐标超出经纬度范围（是否为投影坐标？）', 'coordinates are not degrees (projected?)'],
  swappedCoordinates: ['经度和纬度写反了', 'longitude and latitude are swapped'],
  tooFewPositions: ['坐标点太少', 'too few positions'],
  noCoordinates: ['坐标为 0,0，等于没有坐标', 'coordinates are 0,0, which is none'],
  collapsed: ['修复后没有面积或长度', 'nothing left once mended'],
  nodesMissing: ['节点不在文件中', 'its nodes are not in the file'],
  ringNotClosed: ['边界被裁断，不闭合', 'border cut off, does not close'],
  otherCounty: ['是相邻的县', 'is a neighbouring county'],
  noOfficialCode: ['没有 6、9 或 12 位区划代码', 'no official code of 6, 9 or 12 digits'],
  tooManyAreas: ['下级区划超过 999 个', 'more than 999 areas in one'],
  identical: ['与前面的行完全相同', 'identical to an earlier one'],
  sameNumber: ['编号与前面的行相同', 'same number as an earlier one'],
  sameIdNumber: ['身份证号与前面的行相同', 'same ID number as an earlier one'],
  unknownVillage: ['没有这个村，或有多个同名的村', 'no such village, or several of that name'],
  noVillage: ['不在任何已知的村内', 'lies in no known village'],
  unknownHousehold: ['没有这个户编号', 'no household of that number'],
  unknownLevel: ['没有这个层级', 'no such level of zones'],
  idNumberElsewhere: ['身份证号已登记在别的村', 'ID number is registered in another village'],
  idNumberPrecision: ['身份证号存成了数字，末几位已丢失', 'ID number stored as a number: its last digits are lost'],
  idNumberScientific: [
    '身份证号成了科学计数法，末几位已丢失',
    'ID number in scientific notation: its last digits are lost',
  ],
  idNumberForm: ['身份证号不是 18 位', 'ID number has not the form of 18 digits'],
  idNumberCheckDigit: ['身份证号校验码不对', 'check digit of the ID number is wrong'],
  missingValue: ['必填项为空', 'required value is empty'],
  cellCount: ['单元格数与表头不一致', 'other number of cells than the header'],
};

const tableNames: Record<string, [string, string]> = {
  area: ['行政区划', 'areas'],
  zone: ['网格街巷', 'zones'],
  street: ['街道', 'streets'],
  building: ['建筑', 'buildings'],
  landform: ['地类水系', 'ground and water'],
  place: ['场所', 'places'],
  household: ['户', 'households'],
  person: ['人员', 'persons'],
  hazard: ['隐患', 'hazards'],
};

/** The report as lines to print. */
export function linesOf(report: ImportReport, language: Language): string[] {
  const zh = language === 'zh';
  const lines = [zh ? `${report.file} → ${report.kind}` : `${report.file} as ${report.kind}`];
  const detected = Object.entries(report.detected).map(([key, value]) => `${key} ${value}`);
  if (detected.length > 0) lines.push(`  ${detected.join(', ')}`);
  if (report.columns) lines.push(...columnLines(report.columns, zh));
  for (const [table, counts] of Object.entries(report.tables)) {
    if (counts.read > 0) lines.push(...tableLines(table, counts, zh));
  }
  lines.push(...skippedLines(report.skipped, zh));
  const target = report.villageCode ?? report.countyCode;
  if (target !== '') lines.push(zh ? `归入 ${target}` : `Into ${target}`);
  if (report.createdAreas.length > 0) {
    const codes = report.createdAreas.slice(0, 5).join(', ');
    const count = report.createdAreas.length;
    lines.push(
      zh
        ? `新建区划 ${count} 个：${codes}${count > 5 ? '…' : ''}`
        : `Areas made: ${count} (${codes}${count > 5 ? ', …' : ''})`,
    );
  }
  if (report.attribution) lines.push(report.attribution);
  const seconds = report.seconds.toFixed(1);
  lines.push(
    zh
      ? `用时 ${seconds} 秒，每秒 ${report.rowsPerSecond} 行，内存峰值 ${report.peakMegabytes} MB`
      : `${seconds} s, ${report.rowsPerSecond} rows a second, ${report.peakMegabytes} MB of memory at most`,
  );
  if (report.dryRun) lines.push(zh ? '试运行：数据库未作任何改动。' : 'Dry run: the database is as it was.');
  else if (report.importRunId === null) lines.push(zh ? '数据库未作任何改动。' : 'Nothing changed in the database.');
  return lines;
}

function columnLines({ recognised, ignored }: NonNullable<ImportReport['columns']>, zh: boolean): string[] {
  const known = Object.entries(recognised).map(([field, heading]) => `${heading} → ${field}`);
  const lines = known.length > 0 ? [`  ${zh ? '识别的列' : 'columns'}: ${known.join(', ')}`] : [];
  if (ignored.length > 0) {
    const shown = ignored.slice(0, 20).join(', ');
    lines.push(`  ${zh ? '忽略的列' : 'ignored'}: ${shown}${ignored.length > 20 ? ', …' : ''}`);
  }
  return lines;
}

function tableLines(table: string, counts: TableReport, zh: boolean): string[] {
  const name = tableNames[table]?.[zh ? 0 : 1] ?? table;
  const rejected = total(counts.rejected);
  const lines = [
    zh
      ? `${name}: 读入 ${counts.read}，接受 ${accepted(counts)}（新增 ${counts.new}，更新 ${counts.updated}，不变 ${counts.unchanged}），拒绝 ${rejected}`
      : `${name}: read ${counts.read}, accepted ${accepted(counts)} (new ${counts.new}, updated ${counts.updated}, unchanged ${counts.unchanged}), rejected ${rejected}`,
  ];
  lines.push(...tallyLines(counts.repaired, zh ? '修复' : 'repaired', zh));
  lines.push(...tallyLines(counts.rejected, zh ? '拒绝' : 'rejected', zh));
  return lines;
}

function tallyLines(tally: Tally, verb: string, zh: boolean): string[] {
  return Object.entries(tally).map(([reason, { count, examples }]) => {
    const more = count > examples.length ? ', …' : '';
    return `  ${verb} ${count}: ${reasonText(reason, zh)} [${examples.join(', ')}${more}]`;
  });
}

function reasonText(reason: string, zh: boolean): string {
  const [code = '', detail] = reason.split(/:(.*)/s);
  const text = reasons[code]?.[zh ? 0 : 1] ?? code;
  return detail ? `${text} (${detail})` : text;
}

function skippedLines(skipped: Record<string, number>, zh: boolean): string[] {
  const entries = Object.entries(skipped).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return [];
  const sum = entries.reduce((all, [, count]) => all + count, 0);
  const shown = entries.slice(0, 8).map(([word, count]) => `${word} ${count}`);
  return [
    `${zh ? '不上图的要素' : 'Not for this map'}: ${sum} (${shown.join(', ')}${entries.length > 8 ? ', …' : ''})`,
  ];
}
