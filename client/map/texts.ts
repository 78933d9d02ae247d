export const mapTexts = {
  zh: {
    'map.label': '村图，可用方向键移动，加减键缩放',
  },
  en: {
    'map.label': 'Village map: arrow keys move it, plus and minus zoom it',
  },
};
