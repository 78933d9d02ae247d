export const glassTexts = {
  zh: {
    'glass.title': '应急查看',
    'glass.leadOne': '{{name}}不在您的职责范围内。确有急需时，可以说明理由，临时查看全部档案。',
    'glass.leadFind': '按门牌或户编号，在{{village}}找到不在您职责范围内的一户，临时查看全部档案。',
    'glass.meaning.time': '{{minutes}} 分钟后自动关闭。',
    'glass.meaning.superior': '您的上级会立即收到通知，看到是谁、看了谁、为什么。',
    'glass.meaning.log': '这次查看和理由会永久留在日志里，被查看的档案上也看得到。',
    'glass.number': '门牌或户编号',
    'glass.numberExample': '如 幸福街 17 号，或 H-0217',
    'glass.reason': '理由',
    'glass.reasonHint': '至少 {{least}} 个字，如：老人失联，需联系家属',
    'glass.open': '确认查看',
    'glass.notFound': '没有找到这一户，或它在您可以应急查看的范围之外。',
    'glass.several': '有不止一户符合，请写户编号。',
  },
  en: {
    'glass.title': 'Emergency access',
    'glass.leadOne':
      '{{name}} is beyond your duty. If there is an urgent need, give the reason and see the whole file for a while.',
    'glass.leadFind':
      'Find a household of {{village}} that is beyond your duty by its door or number, and see the whole file for a while.',
    'glass.meaning.time': 'It closes by itself after {{minutes}} minutes.',
    'glass.meaning.superior': 'Your superior is told at once who looked at whom, and why.',
    'glass.meaning.log': 'The look and its reason stay in the log, and show in the file itself.',
    'glass.number': 'Door or household number',
    'glass.numberExample': 'Such as 幸福街 17 号, or H-0217',
    'glass.reason': 'Reason',
    'glass.reasonHint': 'At least {{least}} characters, such as: elderly person missing, family to be called',
    'glass.open': 'Open the file',
    'glass.notFound': 'There is no such household, or it lies beyond what you may open.',
    'glass.several': 'More than one household fits. Enter its number.',
  },
};
