export const areaTexts = {
  zh: {
    'area.path': '当前位置',
    'area.switch': '切换{{level}}',
    'area.search': '按名称或代码查找',
    'area.none': '没有名称或代码含“{{text}}”的{{level}}',
    'area.counts': '户 {{households}} · 人 {{persons}}',
    'area.households': '{{households}} 户',
    'area.choose': '选择{{level}}',
    'area.total': '共 {{total}} 个',
  },
  en: {
    'area.path': 'Where you are',
    'area.switch': 'Change {{level}}',
    'area.search': 'Find by name or code',
    'area.none': 'No {{level}} has “{{text}}” in its name or code',
    'area.counts': '{{households}} households · {{persons}} people',
    'area.households': '{{households}} households',
    'area.choose': 'Choose a {{level}}',
    'area.total': '{{total}} in all',
  },
};
