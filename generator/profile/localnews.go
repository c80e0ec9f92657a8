package profile

import "sitrep/generator/report"

// localNews is the running report of a newsroom.
func localNews() Profile {
	return Profile{
		ID: report.LocalNews, Name: "Local news", Purpose: "an event in town: what happened, who says so, what it means for readers",
		After:  "running coverage of local newsrooms: the news first, how it is known, what is not, and what readers can do",
		Fields: []string{"summary", "sources", "prepared_by"},
		Sections: []Section{
			{Level: 2, En: Wording{"What happened", "The news in the first sentence: what, where, when. Then how it came about.", []string{"The news", "What we know"}},
				Uk: Wording{"Що сталося", "Новина в першому реченні: що, де, коли. Далі як до цього дійшло.", []string{"Що відомо", "Що ми знаємо"}},
				Ar: Wording{"ماذا حدث", "الخبر في الجملة الأولى: ماذا وأين ومتى. ثم كيف حدث.", []string{"ما حدث", "ما نعرفه"}}},
			{Level: 2, En: Wording{"How we know", "Who saw it, who says it, what you saw yourselves. Did you reach those it is about?", []string{"Who says so", "Sources"}},
				Uk: Wording{"Звідки ми знаємо", "Хто це бачив, хто це каже, що ви бачили самі. Чи зв’язалися з тими, про кого йдеться?", []string{"Хто про це каже", "Джерела"}},
				Ar: Wording{"كيف عرفنا", "من رآه ومن يقوله وما رأيتموه بأنفسكم. هل تواصلتم مع المعنيين؟", []string{"من قال ذلك", "المصادر"}}},
			{Level: 2, En: Wording{"What is not known", "What people will ask and nobody can answer yet; rumours that proved wrong.", []string{"Not known", "What we do not know", "What we don't know", "Open questions"}},
				Uk: Wording{"Що невідомо", "Про що питатимуть, а відповіді ще немає; чутки, які не справдилися.", []string{"Чого ми не знаємо", "Невідомо"}},
				Ar: Wording{"ما هو غير معروف", "ما سيسأل عنه الناس ولا جواب له بعد؛ والشائعات التي ثبت خطؤها.", []string{"ما لا نعرفه", "غير معروف"}}},
			{Level: 2, En: Wording{"What it means for you", "Roads, schools, power, water; numbers to call; until when.", []string{"What to do", "What this means for you", "Services"}},
				Uk: Wording{"Що це означає для вас", "Дороги, школи, світло, вода; куди телефонувати; до якого часу.", []string{"Що робити", "Служби"}},
				Ar: Wording{"ماذا يعني ذلك لك", "الطرق والمدارس والكهرباء والماء؛ أرقام للاتصال؛ وحتى متى.", []string{"ما العمل", "الخدمات"}}},
			{Level: 2, Optional: true, En: Wording{"What comes next", "The next meeting, hearing, repair; when you will report again.", []string{"Next"}},
				Uk: Wording{"Що далі", "Наступна нарада, слухання, ремонт; коли буде нове повідомлення.", nil},
				Ar: Wording{"ماذا بعد", "الاجتماع أو الجلسة أو الإصلاح القادم؛ ومتى ستكتبون مجددًا.", nil}},
		},
	}
}
