package profile

import "sitrep/generator/report"

// dailyConflict is the daily assessment of an armed conflict.
func dailyConflict() Profile {
	return Profile{
		ID: report.DailyConflict, Name: "Daily conflict report", Purpose: "a day of an armed conflict: what happened where, who claims it, what is not known",
		After:  "daily assessments of conflict monitors: key points first, then one part for each kind of event, with a cut-off of the data",
		Fields: []string{"series", "number", "period", "cutoff", "highlights", "sources"},
		Sections: []Section{
			{Level: 2, En: Wording{"Situation", "The day in one paragraph: what is different from yesterday.", []string{"Overview", "Situation overview", "Assessment"}},
				Uk: Wording{"Ситуація", "День в одному абзаці: що змінилося від учора.", []string{"Огляд", "Загальна ситуація", "Обстановка"}},
				Ar: Wording{"الوضع", "اليوم في فقرة واحدة: ما الذي تغيّر منذ الأمس.", []string{"نظرة عامة", "لمحة عامة", "الوضع العام"}}},
			{Level: 2, En: Wording{"Front line", "Place by place: movement and fighting, each with who says so.", []string{"Ground", "On the ground", "Ground operations", "Frontline"}},
				Uk: Wording{"Лінія фронту", "За місцями: просування і бої; щоразу хто про це каже.", []string{"Фронт", "На землі", "Бойові дії"}},
				Ar: Wording{"خط الجبهة", "مكانًا بعد مكان: التحركات والقتال، ومن قال ذلك في كل مرة.", []string{"الجبهة", "على الأرض", "العمليات البرية"}}},
			{Level: 2, En: Wording{"Strikes", "Drones, missiles, shelling: where, when, what was hit. Who counted what was shot down?", []string{"Air", "Air strikes", "Drones and missiles", "Strikes and shelling"}},
				Uk: Wording{"Удари", "Дрони, ракети, обстріли: де, коли, куди влучено. Хто рахував збите?", []string{"Удари з повітря", "Дрони і ракети", "Обстріли"}},
				Ar: Wording{"الضربات", "المسيّرات والصواريخ والقصف: أين ومتى وما الذي أُصيب. من أحصى ما أُسقط؟", []string{"الغارات", "الغارات الجوية", "القصف"}}},
			{Level: 2, En: Wording{"Harm to civilians", "People killed and hurt, homes, hospitals, power, water. Write down too that there is none reported.", []string{"Civilians", "Civilian harm", "Civilian casualties", "Humanitarian situation"}},
				Uk: Wording{"Шкода цивільним", "Загиблі й поранені, житло, лікарні, світло, вода. Напишіть і те, що не повідомлялося.", []string{"Цивільні", "Цивільне населення", "Гуманітарна ситуація"}},
				Ar: Wording{"الأضرار بالمدنيين", "القتلى والجرحى والمنازل والمستشفيات والكهرباء والماء. اكتب أيضًا أنه لم يُبلَّغ عن شيء.", []string{"المدنيون", "الوضع الإنساني"}}},
			{Level: 2, En: Wording{"What is not known", "Claims nobody could verify, and what would settle them.", []string{"Not known", "Unverified", "Unverified claims", "Unknowns", "Open questions"}},
				Uk: Wording{"Що невідомо", "Твердження, яких ніхто не зміг перевірити, і що їх розв’яже.", []string{"Невідомо", "Неперевірене", "Непідтверджені твердження"}},
				Ar: Wording{"ما هو غير معروف", "ادعاءات لم يتمكن أحد من التحقق منها، وما الذي يحسمها.", []string{"غير معروف", "ادعاءات غير مؤكدة", "ما لا نعرفه"}}},
			{Level: 2, Optional: true, En: Wording{"Outlook", "What to watch for until the next report. How likely, and how sure are you? In two sentences.", []string{"What to watch", "Forecast"}},
				Uk: Wording{"Перспектива", "За чим стежити до наступного звіту. Наскільки ймовірно і наскільки ви певні? Двома реченнями.", []string{"Прогноз"}},
				Ar: Wording{"التوقعات", "ما ينبغي متابعته حتى التقرير التالي. ما مدى احتماله، وما مدى يقينك؟ في جملتين.", []string{"ما ينبغي متابعته"}}},
		},
	}
}
