/** Words that say good or bad of films, in English and Chinese: enough to tell which label of a set is which. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

export const goodWords = words(
  "good great best love loved lovely excellent wonderful brilliant moving touching funny beautiful beautifully enjoyable entertaining charming delightful fascinating masterpiece powerful impressive superb perfect performances heartfelt hilarious compelling engaging enjoy warm fresh thoughtful smart clever gripping stunning terrific refreshing solid honest rich intelligent " +
    "好看 喜欢 经典 感动 温暖 精彩 完美 不错 推荐 震撼 优秀 深刻 喜爱 幸福 治愈 神作 最佳 感人 美好 温馨 真实 细腻 惊喜 佩服 值得 最爱 赞 棒 泪 美丽 永远 可爱 伟大 很棒 力量 爱",
);
export const badWords = words(
  "bad worst worse boring dull waste awful terrible stupid poor poorly lame fails failed failure mess pointless tedious predictable unfunny bland lazy contrived annoying disappointing disappointment horrible ridiculous flat hollow weak pretentious mediocre neither lacks lacking clumsy forgettable nothing too unfortunately silly tired shallow thin slow " +
    "烂片 失望 无聊 难看 垃圾 狗血 烂 太烂 差 浪费 失败 无语 恶心 做作 脑残 弱智 可惜 尴尬 拖沓 幼稚 受不了 糟糕 莫名其妙 俗套 不知所云 牵强 差劲 雷 假 无趣 平淡 烂尾 拼凑 空洞 敷衍 恶俗 乏味 矫情 无聊透顶 圈钱",
);
