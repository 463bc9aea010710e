package tui

// setting is the selected setting; there is one when column is nil.
func (s *mappingScreen) setting() mappingSetting {
	list := s.settings()
	return list[min(max(0, s.cursor.at-len(s.Mapping.About)), len(list)-1)]
}

// settings are those that the hashes of the chosen type have, and those of the
// file.
func (s *mappingScreen) settings() []mappingSetting {
	of := []mappingSetting{restSetting, textSetting}
	if s.Mapping.Password == nil {
		return of
	}
	return append(settingsOf(s.Mapping.SettingOf("type").Value), of...)
}

// valueOf is what a setting is set to, "" = not set.
func (s *mappingScreen) valueOf(set mappingSetting) string {
	switch set.name {
	case restSetting.name:
		return s.Mapping.Rest
	case textSetting.name:
		return s.Mapping.Encoding
	}
	return s.Mapping.SettingOf(set.name).Value
}

func (s *mappingScreen) set(f *flow, value string) {
	if err := s.setTo(value); err != nil {
		f.notice = err.Error()
		return
	}
	s.corrected()
	s.cursor.at = min(s.cursor.at, s.rows()-1)
}

func (s *mappingScreen) setTo(value string) error {
	switch s.setting().name {
	case restSetting.name:
		return s.Mapping.SetRest(value)
	case textSetting.name:
		s.Mapping.Encoding = value
		return nil
	}
	return s.Mapping.Set(s.setting().name, value)
}
