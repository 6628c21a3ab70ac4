DROP TABLE onboarding_step;
DROP TABLE onboarding_run;
