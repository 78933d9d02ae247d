export const placeTexts = {
  zh: {
    'place.category': '类别',
    'place.capacity': '可容纳',
    'place.capacityOf': '{{count, number}} 人',
    'place.phone': '电话',
    'place.address': '地址',
    'place.area': '所在',
    'place.source': '来源',
    'place.updated': '{{ago}}更新',
  },
  en: {
    'place.category': 'Kind',
    'place.capacity': 'Takes in',
    'place.capacityOf': '{{count, number}} people',
    'place.capacityOf_one': '{{count}} person',
    'place.phone': 'Phone',
    'place.address': 'Address',
    'place.area': 'Lies in',
    'place.source': 'Source',
    'place.updated': 'Updated {{ago}}',
  },
};
