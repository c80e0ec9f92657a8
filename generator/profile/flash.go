package profile

import "sitrep/generator/report"

// flash is the first word of something sudden.
func flash() Profile {
	return Profile{
		ID: report.FlashUpdate, Name: "Flash update", Purpose: "the first word of something sudden, good for hours; then a full report takes over",
		After: "the flash updates of OCHA: a few lines, and a time at which they expire",
		Type:  report.Flash, Untitled: Texts{"en": "Flash update", "uk": "Термінове повідомлення", "ar": "تحديث عاجل"},
		Fields: []string{"type", "cutoff", "expires"},
		Sections: []Section{
			{Level: 2, En: Wording{"What happened", "What, where, when, who says so. Two sentences are enough.", []string{"Situation", "What we know"}},
				Uk: Wording{"Що сталося", "Що, де, коли, хто про це каже. Досить двох речень.", []string{"Ситуація", "Що відомо"}},
				Ar: Wording{"ماذا حدث", "ماذا وأين ومتى ومن قال ذلك. تكفي جملتان.", []string{"ما حدث", "الوضع", "ما نعرفه"}}},
			{Level: 2, En: Wording{"What is not known", "Casualties? Cause? Still going on? Say that it is not known.", []string{"Not known", "What we do not know", "What we don't know"}},
				Uk: Wording{"Що невідомо", "Постраждалі? Причина? Чи триває? Напишіть, що це невідомо.", []string{"Невідомо", "Чого ми не знаємо"}},
				Ar: Wording{"ما هو غير معروف", "ضحايا؟ السبب؟ هل ما زال مستمرًا؟ قل إن ذلك غير معروف.", []string{"غير معروف", "ما لا نعرفه"}}},
			{Level: 2, En: Wording{"What happens next", "What is being done, what people should do, when the next word comes.", []string{"Next", "What comes next", "What to do", "Response"}},
				Uk: Wording{"Що далі", "Що робиться, що робити людям, коли буде наступне повідомлення.", []string{"Що робити", "Реагування"}},
				Ar: Wording{"ماذا بعد", "ما الذي يُفعل الآن، وماذا على الناس فعله، ومتى يأتي الخبر التالي.", []string{"ما العمل", "الاستجابة"}}},
		},
	}
}
