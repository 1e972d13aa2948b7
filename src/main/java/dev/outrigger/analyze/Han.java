package dev.outrigger.analyze;

import java.util.BitSet;
import java.util.PrimitiveIterator;

/**
 * Chinese characters that are written in one way alone, simplified or traditional, and how many different ones of each a
 * text has. The lists hold frequent ones, and none that both have, such as 里 or 台. Immutable.
 */
record Han(int simplified, int traditional, int cantonese) {
    /** No kana, and no Chinese character, comes before it. */
    private static final char FIRST = 0x2E80;

    private static final BitSet SIMPLIFIED = set("们个来这国说时会对学发过还没开关问间门见现话让请谢书车东马长动电机样点种经给从实体进无当两应为将认识读写语词译总结构标题线网页软资讯据"
            + "类处单双号图录记设计区产业务员队报导选择练习难简听声买卖钱价银铁飞场战争杀爱亲优乐艺术历医疗药环亿数岁欢吗谁边远运达连适逻辑输转较轻载农决况测满汉济湾热灯营尔独获奖画异监确"
            + "础礼积称稳竞节筑粮纪约级红细终组绝统维紧编县织续纤罚罗圣联职举旧华莱苏兰虚卫补装复觉观规视订讨训评试详误课调谈论证议护变贝负财责货质购赛赞赵迹军轮办迟乡邻针钢错键镜阅陈陆阳"
            + "阶随险隐虽杂离灵静顶项顺须预领头颗额颜愿显风饭饮养馆验惊鱼鲜鸟丽麦党齐龄龙仅众伤伟传伦偿储击划刘创剧劝劳势华协卢厂厅压厌县参叹吓启响园围坏块坚坛垄备够夸妇妈娱孙宁宝审宪宽宾"
            + "寻导尘尝层属币师带帮库庆废庙张弹归彻征怀态怜惯惩愤戏户扫扩扬抢拟拥拨挤挥损换摄敌斩断显晓权条极枪柜树栏桥检楼欧残毁毕气汇沟泪泽洁浅测浓涛涨渐温满滨灭灾炼烂烧煤爷牺犹狮献环电疯盐盖盘矿码砖础祸离税");
    private static final BitSet TRADITIONAL =
            set("們個來這國說時會對學後發過還沒開關問間門見現話讓請謝書車東馬長動電機樣點種經給從實體進無當兩應為與將認識讀寫語詞譯總結構標題線網頁軟資訊據"
                    + "類處單雙號圖錄記設計區產業務員隊報導選擇練習難簡聽聲買賣錢價銀鐵飛場戰爭殺愛親優樂藝術歷醫療藥環幾萬億數歲歡嗎誰邊遠運達連適邏輯輸轉較輕載農決況測滿漢濟灣熱燈營爾獨獲獎畫異監確"
                    + "礎禮積稱穩競節築糧紀約級紅細終組絕統維緊編縣織續纖罰羅聖聯職舉舊華萊葉蘇蘭虛蟲衛補裝複覺觀規視訂討訓評試詳誤課調談論證議護變豐貝負財責貨質購賽贊趙跡軍輪辦遲鄉鄰針鋼錯鍵鏡閱陳陸陽"
                    + "階隨險隱雖雜離靈靜頂項順須預領頭顆額顏願顯風飯飲養館驗驚髮鬥魚鮮鳥麗麥黨齊齡龍僅眾傷偉傳倫償儲擊劃劉創劇勸勞勢協盧廠廳壓厭參嘆嚇啟響園圍壞塊堅壇壟備夠誇婦媽娛孫寧寶審憲寬賓"
                    + "尋塵嘗層屬幣師帶幫庫慶廢廟張彈歸徹懷態憐慣懲憤戲戶掃擴揚搶擬擁撥擠揮損換攝敵斬斷曉權條極槍櫃樹欄橋檢樓歐殘毀畢氣匯溝淚澤潔淺濃濤漲漸溫濱滅災煉爛燒爺犧猶獅獻瘋鹽蓋盤礦碼磚禍稅");
    /** Of written Cantonese, as in Hong Kong. */
    private static final BitSet CANTONESE = set("嘅喺咗啲嗰冇哋乜嘢咁佢睇嚟");

    /** Whether there is any character that may be one, or kana: of most texts soon denied. */
    static boolean mayBeIn(String text) {
        return text.chars().anyMatch(letter -> letter >= FIRST);
    }

    /** Counts the different ones. */
    static Han of(String text) {
        BitSet seen = new BitSet();
        PrimitiveIterator.OfInt points = text.codePoints().iterator();
        while (points.hasNext()) seen.set(points.nextInt());
        return new Han(common(seen, SIMPLIFIED), common(seen, TRADITIONAL), common(seen, CANTONESE));
    }

    private static int common(BitSet seen, BitSet list) {
        BitSet both = (BitSet) seen.clone();
        both.and(list);
        return both.cardinality();
    }

    private static BitSet set(String characters) {
        BitSet set = new BitSet();
        characters.codePoints().forEach(set::set);
        return set;
    }
}
