import type { HazardCategory } from '../../shared/hazard.ts';

/** Words in a title that say of which kind in the usual tree a danger is; the first that fits. */
const kinds: Partial<Record<HazardCategory, readonly (readonly [RegExp, string])[]>> = {
  fire: [
    [/充电/, 'bikeCharging'],
    [/柴草/, 'woodPile'],
    [/灭火器/, 'noExtinguisher'],
    [/通道|楼道|老巷/, 'blockedExit'],
    [/林|公墓|枯草/, 'wildfire'],
  ],
  geology: [
    [/崩塌|落石/, 'collapse'],
    [/坡/, 'landslide'],
  ],
  flood: [
    [/水库|坝/, 'reservoir'],
    [/风暴潮|海堤/, 'stormSurge'],
    [/淤堵|排水|篦子/, 'blockedDrain'],
    [/积水|易涝/, 'lowGround'],
  ],
  building: [
    [/开裂/, 'cracks'],
    [/下沉|漏雨/, 'condemned'],
    [/倾斜/, 'oldAdobe'],
  ],
  road: [
    [/护栏/, 'noRail'],
    [/弯道/, 'sharpBend'],
    [/坑槽|塌陷|破损/, 'brokenSurface'],
    [/减速带|路口|抢行/, 'blindCrossing'],
  ],
  electricity: [
    [/私拉/, 'privateWires'],
    [/老化|垂落/, 'agedWires'],
    [/变压器|电表|高压/, 'transformer'],
  ],
  gas: [
    [/气瓶/, 'cylinder'],
    [/软管|泄漏/, 'leak'],
  ],
  water: [[/井/, 'openWell']],
  vessel: [
    [/救生/, 'noLifeJacket'],
    [/船|灯|缆/, 'unfitVessel'],
  ],
  production: [
    [/氨/, 'chemical'],
    [/粉碎|机/, 'machine'],
    [/出口/, 'confinedSpace'],
  ],
  food: [
    [/过期/, 'expired'],
    [/市场|熟食/, 'unlicensed'],
  ],
  publicOrder: [[/./, 'dispute']],
  facility: [
    [/井盖/, 'manhole'],
    [/路灯/, 'streetLamp'],
    [/健身/, 'playground'],
    [/桥/, 'bridge'],
  ],
  environment: [
    [/垃圾/, 'waste'],
    [/污水/, 'sewage'],
    [/异味/, 'smell'],
  ],
};

/** Key in the usual tree of hazards; empty where no word says it. */
export function kindOf(category: HazardCategory, title: string): string {
  return kinds[category]?.find(([word]) => word.test(title))?.[1] ?? '';
}
