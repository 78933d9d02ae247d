import { z } from 'zod';
import { type HazardCategory, hazardCategories } from './hazard.ts';

const kindSchema = z.object({
  /** Stays when the names change: hazards are of it. */
  key: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(60),
});
export type HazardKind = z.infer<typeof kindSchema>;

/** 隐患分类: the kinds of hazards under each category, as a county sorts them. A category without kinds is its only kind. */
export const hazardTreeSchema = z
  .partialRecord(z.enum(hazardCategories), z.array(kindSchema).max(60))
  .refine((tree) => new Set(keysOf(tree)).size === keysOf(tree).length, { message: 'a kind stands in the tree once' });
export type HazardTree = Partial<Record<HazardCategory, HazardKind[]>>;

function keysOf(tree: HazardTree): string[] {
  return Object.values(tree).flatMap((kinds) => kinds.map(({ key }) => key));
}

const kinds = (...words: [key: string, zh: string, en: string][]): HazardKind[] =>
  words.map(([key, zh, en]) => ({ key, zh, en }));

/** What holds until a county sorts its hazards itself. */
export const defaultHazardTree: HazardTree = {
  fire: kinds(
    ['blockedExit', '疏散通道堵塞', 'Blocked escape way'],
    ['woodPile', '柴草堆垛', 'Stacks of wood or straw'],
    ['bikeCharging', '电动车违规充电', 'E-bike charged indoors'],
    ['noExtinguisher', '消防器材缺失', 'Missing extinguishers'],
    ['wildfire', '林区火险', 'Forest fire danger'],
  ),
  geology: kinds(
    ['landslide', '滑坡', 'Landslide'],
    ['collapse', '崩塌', 'Rock fall'],
    ['debrisFlow', '泥石流', 'Debris flow'],
    ['subsidence', '地面塌陷', 'Ground subsidence'],
    ['steepCut', '切坡建房', 'House below a cut slope'],
  ),
  flood: kinds(
    ['lowGround', '低洼易涝', 'Low ground'],
    ['dike', '堤防险段', 'Weak dike'],
    ['reservoir', '水库病险', 'Reservoir in poor repair'],
    ['blockedDrain', '排水不畅', 'Blocked drain'],
    ['stormSurge', '风暴潮', 'Storm surge'],
  ),
  building: kinds(
    ['condemned', '鉴定危房', 'Condemned house'],
    ['cracks', '墙体开裂', 'Cracked walls'],
    ['illegalStorey', '违规加层', 'Storey added without leave'],
    ['oldAdobe', '土坯老屋', 'Old adobe house'],
  ),
  road: kinds(
    ['sharpBend', '急弯陡坡', 'Sharp bend or steep slope'],
    ['noRail', '临水临崖缺护栏', 'No guard rail'],
    ['brokenSurface', '路面破损', 'Broken surface'],
    ['blindCrossing', '视线盲区路口', 'Blind crossing'],
  ),
  electricity: kinds(
    ['agedWires', '线路老化', 'Aged wires'],
    ['privateWires', '私拉乱接', 'Wires strung without leave'],
    ['transformer', '变压器隐患', 'Transformer'],
  ),
  gas: kinds(
    ['cylinder', '瓶装气隐患', 'Gas cylinders'],
    ['leak', '燃气泄漏', 'Gas leak'],
    ['pipe', '管道占压', 'Building over a pipe'],
  ),
  water: kinds(
    ['openPond', '坑塘无防护', 'Unfenced pond'],
    ['wildBathing', '野泳水域', 'Bathing place without guard'],
    ['openWell', '机井敞口', 'Open well'],
  ),
  vessel: kinds(
    ['unfitVessel', '船舶适航隐患', 'Unfit vessel'],
    ['noLifeJacket', '救生设备缺失', 'Missing life-saving gear'],
    ['illegalVessel', '三无船舶', 'Unregistered vessel'],
  ),
  production: kinds(
    ['confinedSpace', '有限空间', 'Confined space'],
    ['machine', '设备带病运行', 'Faulty machine'],
    ['chemical', '危化品', 'Dangerous chemicals'],
    ['site', '施工现场', 'Building site'],
  ),
  food: kinds(
    ['banquet', '农村集体聚餐', 'Village banquet'],
    ['expired', '过期食品', 'Expired food'],
    ['unlicensed', '无证经营', 'Unlicensed trade'],
  ),
  publicOrder: kinds(
    ['dispute', '矛盾纠纷', 'Dispute'],
    ['theft', '盗窃多发', 'Frequent thefts'],
    ['fraud', '诈骗风险', 'Fraud'],
  ),
  facility: kinds(
    ['manhole', '井盖缺损', 'Manhole cover'],
    ['streetLamp', '路灯不亮', 'Street lamp'],
    ['playground', '健身器材损坏', 'Broken exercise gear'],
    ['bridge', '桥梁病害', 'Bridge in poor repair'],
  ),
  environment: kinds(
    ['waste', '垃圾乱堆', 'Dumped waste'],
    ['sewage', '污水直排', 'Untreated sewage'],
    ['smell', '异味扰民', 'Bad smell'],
  ),
};

/** The category a kind stands under; null when the tree has no such kind. */
export function categoryOfKind(tree: HazardTree, key: string): HazardCategory | null {
  return hazardCategories.find((category) => tree[category]?.some((kind) => kind.key === key)) ?? null;
}

export function kindNamed(tree: HazardTree, key: string): HazardKind | null {
  return (
    Object.values(tree)
      .flat()
      .find((kind) => kind.key === key) ?? null
  );
}
