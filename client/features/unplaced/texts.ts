export const unplacedTexts = {
  zh: {
    'unplaced.title': '无坐标的户',
    'unplaced.note': '户还不在图上，点“放置”后在图上点房子',
    'unplaced.noteFound': '户符合，点“放置”后在图上点房子',
    'unplaced.filter': '按门牌、编号、姓名筛选',
    'unplaced.filterNone': '没有符合“{{text}}”的户，换个词再试。',
    'unplaced.none': '所有的户都在图上，没有要放置的。',
    'unplaced.place': '放置',
    'unplaced.placeNamed': '放置 {{name}}',
  },
  en: {
    'unplaced.title': 'Households not on the map',
    'unplaced.note': 'households not on the map: press Place, then click the house',
    'unplaced.noteFound': 'found: press Place, then click the house',
    'unplaced.filter': 'Filter by door, number or name',
    'unplaced.filterNone': 'No household matches “{{text}}”. Try other words.',
    'unplaced.none': 'Every household is on the map; there is nothing to place.',
    'unplaced.place': 'Place',
    'unplaced.placeNamed': 'Place {{name}}',
  },
};
