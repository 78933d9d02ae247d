/** Colours that both themes have; the one home of every colour of the interface and the map. */
export type Tokens = {
  isDark: boolean;
  surface: string;
  canvas: string;
  text: string;
  muted: string;
  hairline: string;
  /** Edge of boxes to write in, which must be seen without their content. */
  control: string;
  accent: string;
  onAccent: string;
  /** A faint wash of the accent, behind what is chosen. */
  accentWash: string;
  /** Behind key figures and rows under the pointer. */
  raised: string;
  danger: string;
  shadow: string;
  map: MapTokens;
};

export type MapTokens = {
  land: string;
  reliefOpacity: number;
  contour: string;
  contourLabel: string;
  field: string;
  /** Shades of the neighbouring strips. */
  fieldAlternates: readonly [string, string, string];
  orchard: string;
  orchardTree: string;
  wood: string;
  woodTree: string;
  grass: string;
  polytunnel: string;
  polytunnelRib: string;
  cemetery: string;
  cemeteryMark: string;
  yard: string;
  square: string;
  pitch: string;
  residential: string;
  industrial: string;
  sand: string;
  rock: string;
  wetland: string;
  pier: string;
  water: string;
  waterDeep: string;
  bank: string;
  waterLabel: string;
  building: {
    tint: string;
    shadow: string;
    edge: string;
    home: string;
    wing: string;
    shop: string;
    public: string;
    flats: string;
    farm: string;
    industry: string;
    ruin: string;
    ruinEdge: string;
  };
  street: string;
  streetCasing: string;
  track: string;
  streetLabel: string;
  rail: string;
  border: string;
  label: string;
  labelMuted: string;
  halo: string;
  /** Eight muted hues that stay apart for the colour-blind, by number of the grid. */
  zones: readonly string[];
  /** The same hues with the contrast of a text. */
  zonesStrong: readonly string[];
  zoneFillOpacity: number;
  /** From few to many households. */
  density: readonly string[];
  /** From few to many, of whatever a page colours: perceptual, apart for the colour-blind, and neither a severity nor a choice. */
  ramp: readonly [string, string, string, string, string];
  /** Classes of `visitAgeClass`, freshest first. */
  visitAges: readonly [string, string, string, string, string];
  linked: string;
  home: string;
  shop: string;
  discStroke: string;
  keyPerson: string;
  place: { disc: string; glyph: string; edge: string };
  asset: string;
  /** By severity 1 to 4. */
  hazards: readonly [string, string, string, string];
  onHazard: readonly [string, string, string, string];
  hazardClosed: string;
  member: string;
  highlight: string;
  /** How a zone stands to its limits; apart for the colour-blind by lightness too, and neither a severity nor a key person. */
  balance: { under: string; within: string; over: string };
};

export const light: Tokens = {
  isDark: false,
  surface: '#FFFFFF',
  canvas: '#F6F5F2',
  text: '#1F2328',
  muted: '#667085',
  hairline: '#E4E2DC',
  control: '#8C8F96',
  accent: '#0F766E',
  onAccent: '#FFFFFF',
  accentWash: '#E3F1EF',
  raised: '#F6F5F2',
  danger: '#B42318',
  shadow: '0 2px 10px rgba(31, 35, 40, 0.14), 0 0 1px rgba(31, 35, 40, 0.25)',
  map: {
    land: '#F4F1EA',
    reliefOpacity: 0.5,
    contour: '#B79F7A',
    contourLabel: '#8A7350',
    field: '#EAEBD6',
    fieldAlternates: ['#E4E7CB', '#EDECD9', '#E7E6CC'],
    orchard: '#DDE6C8',
    orchardTree: '#B5CB92',
    wood: '#CFE0C3',
    woodTree: '#A9C79A',
    grass: '#E4EBD3',
    polytunnel: '#E9EEF0',
    polytunnelRib: '#D3DCE1',
    cemetery: '#DCE2D0',
    cemeteryMark: '#A9B596',
    yard: '#EFEAE0',
    square: '#EFE9DF',
    pitch: '#EBCDBC',
    residential: '#F1ECE2',
    industrial: '#EBE7E8',
    sand: '#F2E6C9',
    rock: '#D9D3C8',
    wetland: '#D8E5DA',
    pier: '#E4DDD0',
    water: '#BCD8E4',
    waterDeep: '#A9CBDB',
    bank: '#8FB9CC',
    waterLabel: '#3F7892',
    building: {
      tint: '#DDD4C5',
      shadow: '#8A7B62',
      edge: '#C4B9A6',
      home: '#E3DCCF',
      wing: '#E9E3D8',
      shop: '#EAD9C0',
      public: '#D9D2E4',
      flats: '#DDD5CB',
      farm: '#E3E0CC',
      industry: '#DAD9DE',
      ruin: '#EFEBE2',
      ruinEdge: '#A89B84',
    },
    street: '#FFFFFF',
    streetCasing: '#CFC8BB',
    track: '#D9CDB4',
    streetLabel: '#5E584E',
    rail: '#8D8A86',
    border: '#6B5B7B',
    label: '#1F2328',
    labelMuted: '#57606A',
    halo: '#F4F1EA',
    zones: ['#4E79A7', '#C06C9B', '#5B9A5B', '#D98594', '#5FB0A9', '#9A6F55', '#D8B13A', '#8A6BB0'],
    zonesStrong: ['#2F5680', '#8F3D6B', '#33703A', '#A04858', '#2A746D', '#714A33', '#7A5F00', '#5F4389'],
    zoneFillOpacity: 0.18,
    ramp: ['#C9DF5A', '#5CB86B', '#2A908A', '#375C8D', '#46206B'],
    density: ['rgba(253,231,180,0.5)', 'rgba(236,178,110,0.65)', 'rgba(200,112,84,0.75)', 'rgba(140,60,80,0.8)'],
    visitAges: ['#0B7A6B', '#2FA08B', '#8FB676', '#EDC15B', '#E8694A'],
    linked: '#0F766E',
    home: '#3B6FB5',
    shop: '#C9731D',
    discStroke: '#FFFFFF',
    keyPerson: '#7C3AED',
    place: { disc: '#FFFFFF', glyph: '#2B2F36', edge: '#4B5563' },
    asset: '#6B7A1E',
    hazards: ['#D92D20', '#EF6820', '#EAAA08', '#1570EF'],
    onHazard: ['#FFFFFF', '#FFFFFF', '#3A2A00', '#FFFFFF'],
    hazardClosed: '#8B929B',
    member: '#B42318',
    highlight: '#0F766E',
    balance: { under: '#5F8FBA', within: '#FFFFFF', over: '#9D174D' },
  },
};

export const dark: Tokens = {
  isDark: true,
  surface: '#1B1F24',
  canvas: '#14171A',
  text: '#E6E8EA',
  muted: '#9AA4AE',
  hairline: '#2C3238',
  control: '#6B757F',
  accent: '#2DD4BF',
  onAccent: '#06201D',
  accentWash: '#153A37',
  raised: '#23282E',
  danger: '#F97066',
  shadow: '0 2px 12px rgba(0, 0, 0, 0.5), 0 0 1px rgba(255, 255, 255, 0.2)',
  map: {
    land: '#1A1D21',
    reliefOpacity: 0.4,
    contour: '#4A4438',
    contourLabel: '#8C8169',
    field: '#22261F',
    fieldAlternates: ['#252A21', '#201F1B', '#24251C'],
    orchard: '#232B20',
    orchardTree: '#35462D',
    wood: '#1F2C22',
    woodTree: '#2F4735',
    grass: '#212820',
    polytunnel: '#2A3036',
    polytunnelRib: '#363E45',
    cemetery: '#242A24',
    cemeteryMark: '#4A5548',
    yard: '#21242A',
    square: '#25282C',
    pitch: '#3A2A26',
    residential: '#1E2126',
    industrial: '#24242A',
    sand: '#2E2A20',
    rock: '#2A2A2A',
    wetland: '#1D2A27',
    pier: '#30343A',
    water: '#17303B',
    waterDeep: '#132832',
    bank: '#2B5060',
    waterLabel: '#6FA8BF',
    building: {
      tint: '#2C3138',
      shadow: '#000000',
      edge: '#4A525C',
      home: '#373D46',
      wing: '#30363E',
      shop: '#3A3227',
      public: '#332F40',
      flats: '#3D434D',
      farm: '#2C2F27',
      industry: '#2B2D35',
      ruin: '#202327',
      ruinEdge: '#5A5244',
    },
    street: '#343A42',
    streetCasing: '#23272D',
    track: '#3A372F',
    streetLabel: '#B4BCC4',
    rail: '#6A6F76',
    border: '#A592B8',
    label: '#E6E8EA',
    labelMuted: '#9AA4AE',
    halo: '#14171A',
    zones: ['#6D9BD1', '#D98BB8', '#76BB76', '#E79AA8', '#6CC7BF', '#BC8D70', '#E3C257', '#A88BD0'],
    zonesStrong: ['#8FB5E3', '#E7A6CC', '#93CF93', '#F0B1BD', '#8CD8D1', '#D3AC93', '#EBD07C', '#C1ABE0'],
    zoneFillOpacity: 0.22,
    ramp: ['#4B3A7C', '#37628F', '#26918B', '#62C466', '#F2E24B'],
    density: ['rgba(40,80,80,0.5)', 'rgba(40,130,120,0.6)', 'rgba(90,190,150,0.7)', 'rgba(220,230,150,0.8)'],
    visitAges: ['#1FA390', '#5CC3A6', '#A8CB85', '#F2C75F', '#F07F5E'],
    linked: '#2DD4BF',
    home: '#7FB0F0',
    shop: '#F0A04B',
    discStroke: '#14171A',
    keyPerson: '#A78BFA',
    place: { disc: '#23282E', glyph: '#E6E8EA', edge: '#9AA4AE' },
    asset: '#B5C45A',
    hazards: ['#F04438', '#F38744', '#F5C02B', '#4A90F5'],
    onHazard: ['#FFFFFF', '#1B0E04', '#2A1E00', '#FFFFFF'],
    hazardClosed: '#7C848D',
    member: '#F97066',
    highlight: '#2DD4BF',
    balance: { under: '#8DB6DB', within: '#5B636C', over: '#E0559A' },
  },
};
