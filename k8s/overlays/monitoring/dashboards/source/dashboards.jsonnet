// Every dashboard by the name of its file. DashboardsTest of the module k8s renders them, and says how.
{
  'trainyard.json': import 'trainyard.jsonnet',
  'gateway.json': import 'gateway.jsonnet',
  'workout-service.json': import 'workout-service.jsonnet',
  'training-service.json': import 'training-service.jsonnet',
  'deployment-service.json': import 'deployment-service.jsonnet',
  'quiz-service.json': import 'quiz-service.jsonnet',
}
