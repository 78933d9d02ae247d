import { type HazardTree, kindNamed } from '../../../../shared/hazardTree.ts';
import { type Language, labels } from '../../../../shared/labels.ts';
import type { Shape } from '../../../../shared/shape.ts';
import type { ListedHazard } from '../items.ts';

/** Who took the rows out and when, to stand in every file. */
export type Mark = { by: string; at: string };

export type Context = { language: Language; tree: HazardTree; mark: Mark };

/** A cell of a file; null is empty. */
export type Cell = string | number | null;
export type Column = {
  /** Name in a shapefile: ten characters of ASCII. */
  short: string;
  heading: Record<Language, string>;
  cell(hazard: ListedHazard, context: Context): Cell;
};

/** What every file of hazards holds, under headings that the import knows again. */
export const columns: Column[] = [
  { short: 'NUMBER', heading: { zh: '隐患编号', en: 'Hazard number' }, cell: ({ number }) => number },
  { short: 'TITLE', heading: { zh: '隐患名称', en: 'Title' }, cell: ({ title }) => title },
  {
    short: 'CATEGORY',
    heading: { zh: '隐患类别', en: 'Category' },
    cell: ({ category }, { language }) => labels[language].hazardCategory[category],
  },
  { short: 'KIND', heading: { zh: '隐患小类', en: 'Kind' }, cell: ({ kind }) => kind },
  {
    short: 'KINDNAME',
    heading: { zh: '小类名称', en: 'Name of kind' },
    cell: ({ kind }, { tree, language }) => kindNamed(tree, kind)?.[language] ?? '',
  },
  {
    short: 'SEVERITY',
    heading: { zh: '隐患等级', en: 'Severity' },
    cell: ({ severity }, { language }) => labels[language].hazardSeverity[severity],
  },
  {
    short: 'STATE',
    heading: { zh: '状态', en: 'State' },
    cell: ({ state }, { language }) => labels[language].hazardState[state],
  },
  { short: 'REPORTED', heading: { zh: '上报时间', en: 'Reported at' }, cell: ({ reportedAt }) => reportedAt },
  { short: 'DUE', heading: { zh: '整改期限', en: 'Due on' }, cell: ({ dueOn }) => dueOn },
  { short: 'CLOSED', heading: { zh: '销号时间', en: 'Closed at' }, cell: ({ closedAt }) => closedAt },
  {
    short: 'SATISFIED',
    heading: { zh: '是否满意', en: 'Satisfied' },
    cell: ({ satisfied }, { language }) => satisfiedText(satisfied, language),
  },
  { short: 'REOPENED', heading: { zh: '重新打开次数', en: 'Times reopened' }, cell: ({ reopened }) => reopened },
  { short: 'ASSIGNEE', heading: { zh: '责任人', en: 'Responsible' }, cell: ({ assigneeName }) => assigneeName },
  { short: 'VILLAGE', heading: { zh: '村代码', en: 'Village code' }, cell: ({ villageCode }) => villageCode },
  { short: 'VILLNAME', heading: { zh: '所在村社', en: 'Name of village' }, cell: ({ villageName }) => villageName },
  { short: 'ZONE', heading: { zh: '责任网格', en: 'Responsible zone' }, cell: ({ zoneName }) => zoneName },
  { short: 'DESCRIBED', heading: { zh: '隐患描述', en: 'Description' }, cell: ({ description }) => description },
];

function satisfiedText(satisfied: boolean | null, language: Language): string {
  if (satisfied === null) return '';
  return language === 'zh' ? (satisfied ? '满意' : '不满意') : satisfied ? 'yes' : 'no';
}

/** Position and shape, which a table has in columns of its own and a map file in its geometry. */
export const placeColumns: Column[] = [
  { short: 'LNG', heading: { zh: '经度', en: 'Longitude' }, cell: ({ position: [lng] }) => lng },
  { short: 'LAT', heading: { zh: '纬度', en: 'Latitude' }, cell: ({ position: [, lat] }) => lat },
  {
    short: 'SHAPE',
    heading: { zh: '几何', en: 'GeoJSON' },
    cell: ({ geometry }) => (geometry.startsWith('{"type":"Point"') ? '' : geometry),
  },
  {
    short: 'MARK',
    heading: { zh: '导出人及时间', en: 'Exported by and at' },
    cell: (_, { mark }) => `${mark.by} ${mark.at}`,
  },
];

export function shapeOf({ geometry }: ListedHazard): Shape {
  return JSON.parse(geometry) as Shape;
}
