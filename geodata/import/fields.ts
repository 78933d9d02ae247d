import type { ImportKind } from './kinds.ts';

// By which headings a column or property is known, the surest first; compared without case, spaces and punctuation.

const position = {
  longitude: ['经度', '經度', '经度坐标', '經度座標', 'longitude', 'lng', 'lon', 'long', 'x', '东经', '經度坐標'],
  latitude: ['纬度', '緯度', '纬度坐标', '緯度座標', 'latitude', 'lat', 'y', '北纬', '緯度坐標'],
};

const village = {
  village: [
    '村代码',
    '村社代码',
    '行政区划代码',
    'village_code',
    '村',
    '村社',
    '村名',
    '村庄',
    '所属村',
    '社区',
    'village',
    'village name',
  ],
};

const numbers = ['编号', '編號', '序号代码', 'number', 'no', 'code'];
const titles = ['名称', '名稱', 'name', 'name:zh', '标题', 'title'];

export const fieldSynonyms = {
  area: {
    code: ['区划代码', '行政区划代码', '统计用区划代码', '代码', 'code', 'adcode', 'area_code', 'xzqdm', 'zldwdm'],
    name: ['村名', 'vname', '里名', '社区名称', '名称', '名稱', 'name', 'xzqmc', 'zldwmc', 'tname', '乡镇名', '镇名'],
    town: [
      'tname',
      '乡镇',
      '鄉鎮',
      '镇街',
      '街道',
      '乡镇名',
      '行政區',
      '行政区',
      'town',
      'township',
      'district',
      'sect_name',
    ],
    county: ['县', '縣', '区县', 'cname', 'county', 'pname', 'city'],
    level: ['level', '级别', '层级'],
  },
  zone: {
    number: ['网格编号', '街巷编号', '网格号', '街巷号', ...numbers],
    name: ['网格名称', '街巷名称', '网格名', '街巷名', ...titles],
    level: ['层级', '级别', '类型', 'level', 'type'],
    parent: ['所属网格', '上级', '上级网格', '网格', 'parent', 'grid'],
    ...village,
  },
  street: {
    name: ['道路名称', '路名', '街道名称', ...titles],
    kind: ['道路类型', '等级', '类型', 'kind', 'highway', 'fclass', 'type', 'class'],
    ...village,
  },
  building: {
    name: ['建筑名称', ...titles],
    address: ['门牌', '门牌号', '门牌地址', '地址', 'address', 'addr', 'full_address'],
    kind: ['建筑类型', '用途', '类型', '类别', 'kind', 'building', 'type', 'fclass', 'use'],
    storeys: ['层数', '楼层数', '层', 'storeys', 'stories', 'floors', 'levels', 'building:levels', 'floor'],
    height: ['高度', '建筑高度', 'height'],
    ...village,
  },
  landform: {
    name: [...titles],
    kind: ['地类', '地类名称', '类型', '类别', 'kind', 'landuse', 'natural', 'fclass', 'type', 'class'],
    elevation: ['高程', '海拔', 'elevation', 'ele', 'height', 'contour'],
    ...village,
  },
  place: {
    name: ['场所名称', ...titles, 'station_name'],
    category: ['场所类别', '类别', '類別', '类型', '類型', 'category', 'amenity', 'kind', 'type', 'fclass'],
    address: ['地址', '门牌', 'address', 'addr'],
    capacity: ['容纳人数', '容納人數', '可容纳人数', 'capacity'],
    phone: ['联系电话', '电话', '電話', 'phone', 'tel'],
    ...position,
    ...village,
  },
  household: {
    number: [
      '户编号',
      '户号',
      '户籍编号',
      '家庭编号',
      'household number',
      'household no',
      'household_id',
      'household',
      ...numbers,
    ],
    address: ['门牌', '门牌号', '门牌地址', '住址', '家庭住址', '地址', 'address', 'addr', '房屋地址'],
    kind: ['户类型', '类型', '类别', 'kind', 'type'],
    name: ['店名', '商铺名称', '店铺名称', 'shop name', 'shop'],
    lane: ['街巷', '街巷编号', '街巷名称', '所属街巷', '巷', 'lane', 'lane number', 'lane name'],
    villagerGroup: ['村民小组', '小组', '组别', '组', 'villager group', 'group'],
    structure: ['房屋结构', '结构', '建筑结构', 'structure'],
    builtYear: ['建成年份', '建造年份', '建房年份', '建成年代', 'built year', 'year built'],
    storeys: ['层数', '楼层数', '房屋层数', 'storeys', 'floors'],
    floorArea: ['建筑面积', '面积', '房屋面积', 'floor area', 'area'],
    ...position,
    ...village,
  },
  person: {
    name: ['姓名', '名字', '人员姓名', 'name', 'full name'],
    idNumber: ['身份证号', '身份证号码', '身份证', '公民身份号码', '证件号码', 'id number', 'id_no', 'id card'],
    householdNumber: ['户编号', '户号', '户籍编号', '家庭编号', 'household number', 'household no', 'household'],
    relation: ['与户主关系', '户主关系', '家庭关系', '关系', 'relation', 'relationship'],
    sex: ['性别', 'sex', 'gender'],
    birthDate: ['出生日期', '生日', '出生年月', '出生年月日', 'birth date', 'date of birth', 'birthday'],
    phone: ['手机号', '联系电话', '电话', '手机', '手机号码', '电话号码', 'phone', 'mobile', 'tel'],
    awayAt: ['外出务工地', '外出地', '外出去向', '去向', 'away at'],
    ...village,
  },
  hazard: {
    number: ['隐患编号', '风险编号', '编号', '編號', 'hazard number', 'hazard no', 'number'],
    title: [
      '隐患名称',
      '风险点名称',
      '标题',
      '標題',
      ...titles,
      'station_name',
      '地址',
      '門牌',
      '门牌',
      'address',
      'place',
      'f_depth',
    ],
    category: [
      '隐患类别',
      '隐患类型',
      '风险类别',
      '类别',
      '類別',
      '类型',
      '類型',
      'category',
      'landslide_category',
      'type',
    ],
    severity: [
      '隐患等级',
      '风险等级',
      '等级',
      '等級',
      '风险',
      '危险等级',
      'severity',
      'risk',
      'landslide_size',
      'level',
    ],
    state: ['状态', '整改状态', '处理状态', 'state', 'status'],
    description: ['描述', '隐患描述', '说明', '備註', '备注', 'description', 'described', 'note', 'remark'],
    reportedAt: [
      '上报时间',
      '上报日期',
      '发现时间',
      '发现日期',
      'reported at',
      'reported',
      'event_date',
      'date',
      'rec_time',
      'time',
    ],
    dueOn: ['整改期限', '限期', '期限', 'due on', 'due', 'deadline'],
    /** Of the county's tree, as an export writes it. */
    kind: ['隐患小类', 'kind'],
    /** A line or an area as GeoJSON, as an export writes it; a point has its longitude and latitude. */
    shape: ['几何', 'geojson'],
    closedAt: ['销号时间', '整改完成时间', '完成时间', 'closed at', 'closed'],
    ...position,
    ...village,
  },
} satisfies Record<Exclude<ImportKind, 'osm'>, Record<string, string[]>>;

export type TableKind = keyof typeof fieldSynonyms;

/** Which heading feeds which field, and which headings feed none. */
export type Mapping = { columns: Map<string, string>; ignored: string[] };

/** Heading without what people write differently: case, spaces, punctuation and a unit in brackets at its end. */
export function plainHeading(heading: string): string {
  const unbracketed = heading.normalize('NFKC').replace(/\([^)]*\)\s*$/, '');
  return unbracketed.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '');
}

/**
 * Finds the fields of a kind among headings; of several headings for one field the surest wins.
 * `given` names headings outright, by field. Field to heading in the answer's `columns`.
 */
export function mapHeadings(kind: TableKind, headings: string[], given: Record<string, string> = {}): Mapping {
  const columns = new Map<string, string>();
  const plain = new Map(headings.map((heading) => [plainHeading(heading), heading]));
  for (const [field, synonyms] of Object.entries<string[]>(fieldSynonyms[kind])) {
    const named = given[field];
    const found =
      named ?? synonyms.map((synonym) => plain.get(plainHeading(synonym))).find((match) => match !== undefined);
    if (found !== undefined) columns.set(field, found);
  }
  const used = new Set(columns.values());
  return { columns, ignored: headings.filter((heading) => heading !== '' && !used.has(heading)) };
}
